package dev.octet.calibrator.expose;

import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Samples as ONNX Runtime takes them. */
public final class HostTensors {

    private HostTensors() {}

    /** All tensors of a sample, by name; the caller closes each. */
    public static Map<String, HostTensor> of(Map<String, FloatTensor> sample) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        sample.forEach((name, tensor) -> tensors.put(name, of(tensor)));
        return tensors;
    }

    /** A view of a direct buffer in native byte order, a copy of any other and of what the model takes as bytes. */
    public static HostTensor of(FloatTensor tensor) {
        FloatBuffer values = tensor.values().duplicate().rewind();
        long[] shape = tensor.shape().toArray();
        if (tensor.asBytes()) {
            return bytes(values, shape);
        }
        if (values.isDirect() && values.order() == ByteOrder.nativeOrder() && !values.isReadOnly()) {
            return HostTensor.over(values, shape);
        }
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return HostTensor.copyOf(copy, shape);
    }

    private static HostTensor bytes(FloatBuffer values, long[] shape) {
        HostTensor tensor = HostTensor.allocate(ElementType.UINT8, shape);
        ByteBuffer bytes = tensor.bytes();
        while (values.hasRemaining()) {
            bytes.put((byte) (int) values.get());
        }
        return tensor;
    }
}
