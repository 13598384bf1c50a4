package dev.octet.calibrator.model;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.OptimizationLevel;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;

/** Runs models on ONNX Runtime with random input from a seed, open sizes as 1. */
final class Runs {

    private Runs() {}

    /** An output of a run; values of float32 outputs only. */
    record Output(ElementType type, List<Long> shape, FloatBuffer values) {}

    static Map<String, Output> run(byte[] model, long seed) {
        return run(model, seed, Runs::copy);
    }

    /** Shapes of the float32 outputs. */
    static Map<String, List<Long>> floatShapes(byte[] model) {
        Map<String, List<Long>> shapes = run(model, 1, Runs::shape);
        shapes.values().removeIf(List::isEmpty);
        return shapes;
    }

    private static List<Long> shape(HostTensor tensor) {
        return tensor.type() == ElementType.FLOAT
                ? Arrays.stream(tensor.shape()).boxed().toList()
                : List.of();
    }

    private static <T> Map<String, T> run(byte[] model, long seed, Function<HostTensor, T> reading) {
        SessionOptions options =
                SessionOptions.defaults().withIntraOpThreads(1).withOptimization(OptimizationLevel.NONE);
        try (InferenceSession session = InferenceSession.load(model, options)) {
            Random random = new Random(seed);
            Map<String, HostTensor> inputs = new LinkedHashMap<>();
            for (TensorSpec input : session.inputs()) {
                long[] shape =
                        input.shape().stream().mapToLong(s -> s < 0 ? 1 : s).toArray();
                HostTensor tensor = HostTensor.allocate(input.type(), shape);
                FloatBuffer values = tensor.floats();
                while (values.hasRemaining()) {
                    values.put((float) random.nextGaussian());
                }
                inputs.put(input.name(), tensor);
            }
            Map<String, HostTensor> outputs = session.run(inputs);
            Map<String, T> result = new LinkedHashMap<>();
            outputs.forEach((name, tensor) -> result.put(name, reading.apply(tensor)));
            inputs.values().forEach(HostTensor::close);
            outputs.values().forEach(HostTensor::close);
            return result;
        }
    }

    private static Output copy(HostTensor tensor) {
        FloatBuffer values =
                FloatBuffer.allocate(tensor.type() == ElementType.FLOAT ? Math.toIntExact(tensor.elementCount()) : 0);
        if (values.hasRemaining()) {
            values.put(tensor.floats());
        }
        return new Output(tensor.type(), Arrays.stream(tensor.shape()).boxed().toList(), values.flip());
    }

    /** A shared model; the test skips where there is none. */
    static OnnxModel shared(String relative) {
        String root = System.getProperty("octet.shared", "");
        Assumptions.assumeFalse(root.isBlank(), "no shared data: ../shared is not there");
        Path path = Path.of(root, "models", relative).normalize();
        Assumptions.assumeTrue(Files.exists(path), "no shared data: " + relative + " is not there");
        return OnnxModel.at(path);
    }
}
