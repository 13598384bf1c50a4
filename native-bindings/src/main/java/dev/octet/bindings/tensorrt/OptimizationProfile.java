package dev.octet.bindings.tensorrt;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/** How large the open axes of inputs may be, and for which sizes the engine is made fast. Lives as long as its builder. */
public final class OptimizationProfile {

    private final TensorRtCalls calls;
    private final Native builder;
    private final Pointer profile;

    OptimizationProfile(TensorRtCalls calls, Native builder, Pointer profile) {
        this.calls = calls;
        this.builder = builder;
        this.profile = profile;
    }

    /**
     * Says how large an input may be.
     *
     * @param smallest sizes of all axes
     * @param usual sizes that the engine is made fast for
     * @param largest sizes of all axes
     * @throws ToolkitException {@code USAGE} when they are not in order or TensorRT does not take them
     */
    public void setShapes(String input, long[] smallest, long[] usual, long[] largest) {
        boolean ordered = smallest.length == usual.length && usual.length == largest.length;
        for (int i = 0; ordered && i < usual.length; i++) {
            ordered = 0 < smallest[i] && smallest[i] <= usual[i] && usual[i] <= largest[i];
        }
        boolean taken =
                ordered && set(input, "kMIN", smallest) && set(input, "kOPT", usual) && set(input, "kMAX", largest);
        if (!taken) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "The shapes of input '" + input + "' do not fit together: smallest " + Arrays.toString(smallest)
                            + ", usual " + Arrays.toString(usual) + ", largest " + Arrays.toString(largest) + ".",
                    "Give as many sizes as the input has axes, each at least 1, smallest to largest.");
        }
    }

    private boolean set(String input, String selector, long[] shape) {
        return calls.building().setShape(handle(), input, selector, shape);
    }

    Pointer handle() {
        builder.get();
        return profile;
    }
}
