package dev.octet.runner.benchmark.pipeline;

import dev.octet.bindings.session.Session;
import dev.octet.calibrator.images.DecodedImage;
import dev.octet.calibrator.images.ImagePreparation;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.runner.pipeline.DetectionPipeline;
import dev.octet.runner.pipeline.DetectionSlot;
import dev.octet.runner.pipeline.FoundInImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The images of one run of the model on their way through the stages, and when each stage began and ended. Its memory is used
 * again for the next images. One thread at a time has it. Owner of its memory.
 */
final class Job implements AutoCloseable {

    private final Path[] files;
    private final ImagePreparation preparation;
    private final DetectionSlot slot;
    private final FloatBuffer[] planes;
    private final List<DecodedImage> decoded = new ArrayList<>();
    private final Map<Stage, Span> spans = new EnumMap<>(Stage.class);
    private final int[] places;
    private long submitted;

    @SuppressWarnings("MustBeClosedChecker") // closed with the job
    Job(List<Path> files, ImagePreparation preparation, DetectionPipeline pipeline) {
        this.files = files.toArray(Path[]::new);
        this.preparation = preparation;
        this.slot = pipeline.slot(pipeline.batch());
        Letterbox letterbox = pipeline.letterbox();
        int bytes = Math.multiplyExact(3 * Float.BYTES, Math.multiplyExact(letterbox.width(), letterbox.height()));
        this.planes = new FloatBuffer[pipeline.batch()];
        this.places = new int[planes.length];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = ByteBuffer.allocateDirect(bytes)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
    }

    /** Images in one run. */
    int size() {
        return planes.length;
    }

    /** Begins with the images from this place on, going round at the end. */
    void submit(long first, long now) {
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) ((first + i) % files.length);
        }
        submitted = now;
        slot.clear();
    }

    /** Does a stage, and writes down when. */
    void run(Stage stage, Session session, Consumer<FoundInImage> sink) {
        long begin = System.nanoTime();
        work(stage, session, sink);
        spans.put(stage, new Span(begin, System.nanoTime()));
    }

    /** All stages, each beginning when the one before ends. */
    void runAll(Session session, Consumer<FoundInImage> sink) {
        long at = submitted;
        for (Stage stage : Stage.values()) {
            work(stage, session, sink);
            long end = System.nanoTime();
            spans.put(stage, new Span(at, end));
            at = end;
        }
    }

    private void work(Stage stage, Session session, Consumer<FoundInImage> sink) {
        switch (stage) {
            case DECODE -> decode();
            case PREPROCESS -> preprocess();
            case INFER -> slot.infer(session);
            case POSTPROCESS -> slot.decode(sink);
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // closed in the next stage, or with the job
    private void decode() {
        for (int place : places) {
            decoded.add(preparation.decode(place, files[place]));
        }
    }

    private void preprocess() {
        for (int i = 0; i < decoded.size(); i++) {
            slot.add(preparation.letterbox(decoded.get(i), planes[i]));
        }
        forgetPictures();
    }

    private void forgetPictures() {
        decoded.forEach(DecodedImage::close);
        decoded.clear();
    }

    long submitted() {
        return submitted;
    }

    /** When the last stage ended. */
    long finished() {
        return span(Stage.POSTPROCESS).end();
    }

    long serviceNanos(Stage stage) {
        return span(stage).end() - span(stage).begin();
    }

    private Span span(Stage stage) {
        return Objects.requireNonNull(spans.get(stage), stage.text());
    }

    private record Span(long begin, long end) {}

    @Override
    public void close() {
        forgetPictures();
        slot.close();
    }
}
