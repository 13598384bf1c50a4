package dev.octet.examples;

import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.SourceIdentity;
import dev.octet.calibrator.table.ImageSet;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A source of its own: every n-th frame of a clip, neighbours being too alike to teach anything. A frame is made when it
 * is asked for, so that a long clip needs no more memory than a short one.
 */
public final class VideoFrames implements CalibrationSource {

    private final String clip;
    private final String input;
    private final IntFunction<FloatTensor> frames;
    private final int count;
    private final int every;
    private int next;

    /**
     * Frames of a clip.
     *
     * @param clip its name; with the number of a frame it names a sample
     * @param input name of the model's input
     * @param frames frame by number, {@code [1, 3, H, W] float32}, as the model wants it
     * @param count frames in the clip
     * @param every how many frames to go on by, at least 1
     */
    public VideoFrames(String clip, String input, IntFunction<FloatTensor> frames, int count, int every) {
        this.clip = clip;
        this.input = input;
        this.frames = frames;
        this.count = count;
        this.every = every;
    }

    @Override
    public Optional<Sample> next() {
        if (next >= count) {
            return Optional.empty();
        }
        FloatTensor frame = frames.apply(next);
        next += every;
        return Optional.of(new Frame(Map.of(input, frame)));
    }

    @Override
    public int size() {
        return (count + every - 1) / every;
    }

    @Override
    public SourceIdentity identity() {
        List<String> names = new ArrayList<>();
        for (int frame = 0; frame < next; frame += every) {
            names.add(clip + "#" + frame);
        }
        return new SourceIdentity(ImageSet.ofNames(names), Map.of("every", Integer.toString(every)));
    }

    @Override
    public void close() {}

    /** A frame holds nothing but its values, so closing it does nothing. */
    private record Frame(Map<String, FloatTensor> inputs) implements Sample {

        @Override
        public void close() {}
    }
}
