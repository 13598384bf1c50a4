package dev.octet.calibrator.torchscript;

import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What ONNX Runtime makes of a sample, with its sums exact.
 *
 * @param integers the quantized tensors that were asked for, in that order, int8 moved up by 128 to uint8
 * @param outputs of the model
 */
@SuppressWarnings("ArrayRecordComponent") // read once
record ReferenceRun(List<Integers> integers, List<Floats> outputs) {

    private static final int SIGN = 0x80;

    /** A quantized tensor. */
    record Integers(String tensor, byte[] values, long[] shape) {}

    /** An output. */
    record Floats(String tensor, float[] values, long[] shape) {}

    static ReferenceRun of(OnnxModel model, List<String> tensors, Map<String, FloatTensor> sample) {
        ModelEditor editor = model.edit();
        for (String tensor : tensors) {
            if (!model.graph().isOutput(tensor)) {
                editor.addOutput(tensor, model.graph().type(tensor).orElse(TensorType.UINT8));
            }
        }
        Map<String, HostTensor> given = HostTensors.of(sample);
        try (Session session = ModelSession.open(editor.build(), SessionOptions.defaults())) {
            return read(model, tensors, session.run(given));
        } finally {
            given.values().forEach(HostTensor::close);
        }
    }

    private static ReferenceRun read(OnnxModel model, List<String> tensors, Map<String, HostTensor> made) {
        try {
            List<Integers> integers = new ArrayList<>();
            for (String tensor : tensors) {
                HostTensor value = Objects.requireNonNull(made.get(tensor), tensor);
                integers.add(new Integers(tensor, bytes(value), value.shape()));
            }
            List<Floats> outputs = new ArrayList<>();
            for (ValueSpec output : model.graph().outputs()) {
                HostTensor value = Objects.requireNonNull(made.get(output.name()), output.name());
                outputs.add(new Floats(output.name(), floats(value), value.shape()));
            }
            return new ReferenceRun(integers, outputs);
        } finally {
            made.values().forEach(HostTensor::close);
        }
    }

    private static byte[] bytes(HostTensor tensor) {
        ByteBuffer values = tensor.bytes();
        byte[] copy = new byte[values.remaining()];
        values.get(copy);
        if (tensor.type() == ElementType.INT8) {
            for (int i = 0; i < copy.length; i++) {
                copy[i] ^= (byte) SIGN;
            }
        }
        return copy;
    }

    private static float[] floats(HostTensor tensor) {
        FloatBuffer values = tensor.floats();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
    }
}
