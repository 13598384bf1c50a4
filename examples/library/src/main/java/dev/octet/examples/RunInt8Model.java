package dev.octet.examples;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Runs an INT8 model that Octet wrote, on ONNX Runtime alone: an application that only runs models needs nothing of
 * Octet. Inputs and outputs are float32, as in the float model.
 */
public final class RunInt8Model {

    private RunInt8Model() {}

    /** Takes a model of one input of fixed size. */
    public static void main(String[] arguments) throws OrtException {
        float[] output = run(Path.of(arguments[0]), 0.5f);
        System.out.println(output.length + " values, the largest " + largest(output));
    }

    /** The first output, flat, for an input that has one value everywhere. */
    static float[] run(Path model, float value) throws OrtException {
        // One environment for the process; sessions are made once and used by all threads.
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(model.toString(), options)) {
            Map.Entry<String, NodeInfo> only =
                    session.getInputInfo().entrySet().iterator().next();
            long[] shape = ((TensorInfo) only.getValue().getInfo()).getShape();
            float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
            Arrays.fill(values, value);
            try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                    OrtSession.Result result = session.run(Map.of(only.getKey(), input))) {
                FloatBuffer first = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] output = new float[first.remaining()];
                first.get(output);
                return output;
            }
        }
    }

    private static float largest(float[] values) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }
}
