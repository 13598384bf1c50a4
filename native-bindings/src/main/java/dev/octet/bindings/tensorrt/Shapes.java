package dev.octet.bindings.tensorrt;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.tensorrt.nvinfer.Dims64;

/** Between our shapes and TensorRT's. */
final class Shapes {

    private Shapes() {}

    static List<Long> list(Dims64 dims) {
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < dims.nbDims(); i++) {
            sizes.add(Math.max(dims.d(i), -1));
        }
        return sizes;
    }

    static long[] array(Dims64 dims) {
        return list(dims).stream().mapToLong(Long::longValue).toArray();
    }

    static Dims64 dims(long[] shape) {
        Dims64 dims = new Dims64().nbDims(shape.length);
        for (int i = 0; i < shape.length; i++) {
            dims.d(i, shape[i]);
        }
        return dims;
    }
}
