package dev.octet.runner.detect;

import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LetterboxGeometry;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Milliseconds from a network's output of 25,200 boxes and 80 classes to detections on the photo, on one core: at 0.25, as
 * for looking at, and at 0.001, as for evaluation, where every class of a box counts. Outputs of {@value #PHOTOS} photos in
 * turn, more than the caches hold.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeNmsBenchmark {

    private static final int PHOTOS = 8;

    /** Candidates score more than this. */
    @Param({"0.25", "0.001"})
    public double confidence = 0.25;

    private final DetectionHead head =
            RowsHead.of(HeadForm.YOLO, RowsHead.YOLO, GridLayout.yolo("output", DrawnOutput.CLASSES), List.of());
    private final List<FloatBuffer> outputs =
            IntStream.range(0, PHOTOS).mapToObj(DrawnOutput::of).toList();
    private final LetterboxGeometry geometry =
            Letterbox.yolo(DrawnOutput.SIDE, DrawnOutput.SIDE).geometry(640, 480);
    private final Candidates candidates = new Candidates();
    private int next;

    /** One photo. */
    @Benchmark
    public List<Detection> detections() {
        return detections(outputs.get(next++ % PHOTOS));
    }

    List<Detection> detections(FloatBuffer output) {
        DetectionSettings settings = confidence < 0.1
                ? RowsHead.YOLO
                : new DetectionSettings(confidence, 0.45, 30_000, 300, true, Labels.BEST_CLASS, false);
        candidates.reset();
        head.decode(Map.of("output", output), settings, candidates);
        return NonMaximumSuppression.of(head, settings).detections(candidates, geometry);
    }
}
