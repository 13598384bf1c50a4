package dev.octet.calibrator.tflite;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;

/**
 * An operator of the file.
 *
 * @param code of {@link org.tensorflow.lite.schema.BuiltinOperator}
 * @param version of the operator, which says what types it takes
 * @param inputs numbers of tensors
 * @param outputs numbers of tensors
 * @param options what the operator is told
 */
record LiteOperator(int code, int version, List<Integer> inputs, List<Integer> outputs, BuiltinOptionsUnion options) {

    LiteOperator {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static List<Integer> numbers(int[] tensors) {
        return Arrays.stream(tensors).boxed().toList();
    }
}
