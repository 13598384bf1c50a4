package dev.octet.benchmarks;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** Random values for the inputs of a model: in [0, 1) or, for uint8, any level. */
public final class RandomInput {

    private RandomInput() {}

    /**
     * Refuses an input of another type.
     *
     * @throws ToolkitException {@code UNSUPPORTED}
     */
    public static void requireFillable(String model, TensorSpec input) {
        if (input.type() != ElementType.FLOAT && input.type() != ElementType.UINT8) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "Input " + input.name() + " of " + model + " is " + input.type() + ", expected FLOAT or UINT8.",
                    "Benchmark a model whose inputs are float32 or uint8.");
        }
    }

    /** Fills the bytes of an input, which are in native order, from position to limit. */
    public static void fill(TensorSpec input, ByteBuffer content, SplittableRandom random) {
        if (input.type() == ElementType.UINT8) {
            while (content.hasRemaining()) {
                content.put((byte) random.nextInt());
            }
            return;
        }
        FloatBuffer values = content.asFloatBuffer();
        for (int i = 0; i < values.limit(); i++) {
            values.put(i, (float) random.nextDouble());
        }
    }
}
