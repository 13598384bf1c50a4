package dev.octet.bindings.libtorch;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;

/**
 * Where tensors lie and operators run.
 *
 * @param cuda true for a GPU
 * @param index number of the GPU, 0 for the processor
 */
public record TorchDevice(boolean cuda, int index) {

    public TorchDevice {
        if (index < 0 || (!cuda && index != 0)) {
            throw new IllegalArgumentException("index " + index + " is no " + (cuda ? "GPU" : "processor"));
        }
    }

    /** The processor. */
    public static TorchDevice cpu() {
        return new TorchDevice(false, 0);
    }

    /**
     * A GPU.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when libtorch sees none
     */
    public static TorchDevice gpu(int index) {
        if (!LibTorch.hasCuda()) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "The libtorch on the class path sees no GPU: it is the one without CUDA, or there is no driver.",
                    "Put the jar of " + LibTorch.ARTIFACT
                            + " with the classifier linux-x86_64-gpu into addons/libtorch in"
                            + " the place of linux-x86_64, or train without --device.");
        }
        return new TorchDevice(true, index);
    }

    /** As libtorch names it. */
    String text() {
        return cuda ? "cuda:" + index : "cpu";
    }
}
