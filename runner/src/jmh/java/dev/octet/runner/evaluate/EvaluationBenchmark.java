package dev.octet.runner.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds for COCO's figures of 765,000 detections on 5,120 images, and for reading their files. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EvaluationBenchmark {

    private final RepeatedPhotos photos = RepeatedPhotos.made();
    private Path detections = Path.of("");

    /** Has the detections in a file as well. */
    @Setup
    public void write() throws IOException {
        detections = Files.createTempFile("octet-detections", ".json");
        photos.detections().writeTo(detections);
    }

    /** Removes the file. */
    @TearDown
    public void remove() throws IOException {
        Files.delete(detections);
    }

    /** All twelve figures, on every core. */
    @Benchmark
    public EvaluationResult evaluate() {
        return CocoEvaluation.evaluate(photos.truth(), photos.detections());
    }

    /** The same on one core. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = "-XX:ActiveProcessorCount=1")
    public EvaluationResult evaluateOnOneCore() {
        return CocoEvaluation.evaluate(photos.truth(), photos.detections());
    }

    /** The first evaluation of a program, with nothing compiled: what the command line feels like. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(5)
    public EvaluationResult evaluateOnce() {
        return CocoEvaluation.evaluate(photos.truth(), photos.detections());
    }

    /** A results file of 765,000 detections. */
    @Benchmark
    public CocoDetections readDetections() {
        return CocoDetections.read(detections);
    }
}
