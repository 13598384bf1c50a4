package dev.octet.calibrator.half;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.OptimizationLevel;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Runs models of float32 inputs on ONNX Runtime, which takes types as the graph says. */
final class HalfRuns {

    private HalfRuns() {}

    /** The float32 outputs for inputs from 0 to {@code largest}. */
    static Map<String, float[]> run(OnnxModel model, float largest) {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, float[]> inputs = new TreeMap<>();
        model.graph().inputs().forEach(input -> {
            float[] values = new float[Math.toIntExact(input.shape().elementCount())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextDouble() * largest);
            }
            inputs.put(input.name(), values);
        });
        return run(model, inputs);
    }

    static Map<String, float[]> run(OnnxModel model, Map<String, float[]> values) {
        SessionOptions options =
                SessionOptions.defaults().withIntraOpThreads(1).withOptimization(OptimizationLevel.NONE);
        try (InferenceSession session = InferenceSession.load(rounding(model).toBytes(), options)) {
            Map<String, HostTensor> inputs = new LinkedHashMap<>();
            for (TensorSpec input : session.inputs()) {
                long[] shape = input.shape().stream().mapToLong(Long::longValue).toArray();
                inputs.put(input.name(), HostTensor.copyOf(values.get(input.name()), shape));
            }
            Map<String, float[]> results = new TreeMap<>();
            session.run(inputs).forEach((name, tensor) -> {
                if (tensor.type() == ElementType.FLOAT) {
                    float[] copy = new float[tensor.floats().capacity()];
                    tensor.floats().get(0, copy);
                    results.put(name, copy);
                }
                tensor.close();
            });
            inputs.values().forEach(HostTensor::close);
            return results;
        }
    }

    /**
     * The same with the quotients of QuantizeLinear in float32: of half precision, ONNX Runtime 1.29 on a CPU cuts them off
     * where the ONNX specification and TensorRT round to the nearest.
     */
    private static OnnxModel rounding(OnnxModel model) {
        ModelEditor editor = model.edit();
        for (Node node : model.graph().nodes()) {
            boolean half = node.opType().equals("QuantizeLinear")
                    && model.graph()
                                    .initializer(node.inputs().get(1))
                                    .orElseThrow()
                                    .type()
                            == TensorType.FLOAT16;
            for (int i = 0; half && i < 2; i++) {
                String single = "single_" + i + "_" + node.outputs().get(0);
                editor.addNode("Cast", "", single, List.of(node.inputs().get(i)), List.of(single), Map.of("to", 1L));
                editor.replaceInput(node, i, single);
            }
        }
        return editor.build();
    }

    static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
