package dev.octet.runner.demo;

import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.Speedup;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.search.SearchResult;
import dev.octet.runner.demo.scene.SceneFolder;
import dev.octet.runner.evaluate.EvaluationResult;
import dev.octet.runner.evaluate.MapDrop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a demo found, for whoever reports it.
 *
 * @param folder where its files are
 * @param seed that the scenes follow from
 * @param calibrationScenes that ranges were chosen by
 * @param evaluationScenes that accuracy was measured on
 * @param calibration of the float model, with what each algorithm would choose
 * @param calibrationFile its table
 * @param cacheFile the same as a TensorRT calibration cache
 * @param reference the float model
 * @param algorithms what each algorithm for ranges comes to by itself
 * @param targets the quantized models
 * @param latencies on this processor: on one thread, and on one for each core
 * @param onGpu the engine of the model for TensorRT
 * @param pictures scenes with what is in them, what the float model found, and what the quantized one found
 * @param reports a page for each target
 * @param took time from begin to end
 */
public record DemoResult(
        Path folder,
        long seed,
        SceneFolder calibrationScenes,
        SceneFolder evaluationScenes,
        Calibration calibration,
        Path calibrationFile,
        Path cacheFile,
        Model reference,
        List<Algorithm> algorithms,
        List<Target> targets,
        List<Latency> latencies,
        OnGpu onGpu,
        List<Path> pictures,
        List<Path> reports,
        Duration took) {

    public DemoResult {
        algorithms = List.copyOf(algorithms);
        targets = List.copyOf(targets);
        pictures = List.copyOf(pictures);
        reports = List.copyOf(reports);
    }

    /**
     * A model that was evaluated.
     *
     * @param file where it is
     * @param bytes its size
     * @param accuracy on the evaluation scenes
     */
    public record Model(Path file, long bytes, EvaluationResult accuracy) {}

    /**
     * An algorithm that chose every range by itself: no repair, no search.
     *
     * @param name of the algorithm
     * @param target that was quantized for
     * @param accuracy on the evaluation scenes
     */
    public record Algorithm(String name, String target, EvaluationResult accuracy) {}

    /**
     * A model for a deployment target.
     *
     * @param name of the target
     * @param model the quantized model
     * @param drop what it has less mAP than the float model
     * @param quantized what is in integers and why the rest is not
     * @param search what chose its ranges
     */
    public record Target(
            String name, Model model, MapDrop drop, QuantizedModel quantized, Optional<SearchResult> search) {}

    /**
     * The float model and the one for ONNX Runtime, timed in turns.
     *
     * @param threads of each session
     * @param reference the float model
     * @param quantized the model for ONNX Runtime
     */
    public record Latency(int threads, Measurement reference, Measurement quantized) {

        /** How much faster the quantized model is. */
        public Speedup speedup() {
            return Speedup.of(reference, quantized);
        }
    }

    /**
     * What came of building an engine.
     *
     * @param engine what was measured, when there is one
     * @param why there is none; empty when there is one
     * @param remedy what to do about that
     */
    public record OnGpu(Optional<Engine> engine, String why, String remedy) {

        static OnGpu of(Engine engine) {
            return new OnGpu(Optional.of(engine), "", "");
        }

        static OnGpu none(String why, String remedy) {
            return new OnGpu(Optional.empty(), why, remedy);
        }
    }

    /**
     * An engine that was built from the model for TensorRT.
     *
     * @param model its file and its accuracy on the evaluation scenes
     * @param drop what it has less mAP than the float model
     * @param backend what runs it, with its version
     * @param place the GPU that it was measured on
     * @param latency of one image, from tensors in the memory of the host to tensors in the memory of the host
     */
    public record Engine(Model model, MapDrop drop, String backend, String place, Measurement latency) {}
}
