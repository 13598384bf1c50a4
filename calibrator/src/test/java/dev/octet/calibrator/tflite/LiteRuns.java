package dev.octet.calibrator.tflite;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.bindings.tflite.FloatSession;
import dev.octet.bindings.tflite.TfliteOptions;
import dev.octet.bindings.tflite.TfliteSession;
import dev.octet.calibrator.model.OnnxModel;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Runs an ONNX model and what it was exported to on the same random input. */
final class LiteRuns {

    static final TfliteDescription PLAIN = new TfliteDescription("model", "", Optional.empty(), List.of());

    private LiteRuns() {}

    /** Values from -2 to 2, in the order of the ONNX model. */
    static float[] random(OnnxModel model, long seed) {
        return random(Math.toIntExact(model.graph().inputs().get(0).shape().elementCount()), seed);
    }

    /** So many values from -2 to 2. */
    static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (4 * random.nextDouble() - 2);
        }
        return values;
    }

    static Map<String, float[]> onnx(OnnxModel model, float[] input) {
        try (InferenceSession session = InferenceSession.load(model.toBytes(), SessionOptions.defaults())) {
            TensorSpec spec = session.inputs().get(0);
            long[] shape = spec.sizes();
            return values(session.run(Map.of(spec.name(), HostTensor.copyOf(input, shape))));
        }
    }

    /** The same of the export; an image is given in its order. */
    static Map<String, float[]> lite(byte[] file, float[] input, boolean xnnpack) {
        TfliteOptions options =
                xnnpack ? TfliteOptions.of(1) : TfliteOptions.of(1).withoutXnnpack();
        try (FloatSession session = FloatSession.of(TfliteSession.load(file, options))) {
            TensorSpec spec = session.inputs().get(0);
            long[] shape = spec.sizes();
            float[] given = StoredFacts.layouts(file).containsKey(spec.name()) ? channelsLast(input, shape) : input;
            return values(session.run(Map.of(spec.name(), HostTensor.copyOf(given, shape))));
        }
    }

    private static float[] channelsLast(float[] input, long[] shape) {
        int channels = (int) shape[3];
        int pixels = (int) (shape[1] * shape[2]);
        float[] moved = new float[input.length];
        IntStream.range(0, input.length).forEach(i -> moved[i] = input[i % channels * pixels + i / channels]);
        return moved;
    }

    private static Map<String, float[]> values(Map<String, HostTensor> outputs) {
        Map<String, float[]> values = new LinkedHashMap<>();
        outputs.forEach((name, tensor) -> {
            FloatBuffer floats = tensor.floats();
            float[] copy = new float[floats.remaining()];
            floats.get(copy);
            values.put(name, copy);
            tensor.close();
        });
        return values;
    }
}
