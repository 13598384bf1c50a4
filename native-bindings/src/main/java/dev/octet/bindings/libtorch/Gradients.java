package dev.octet.bindings.libtorch;

import java.util.function.Supplier;
import org.bytedeco.pytorch.GradMode;

/** Whether operators remember what gradients need. It is a matter of the thread, and afterwards as it was before. */
public final class Gradients {

    private Gradients() {}

    /** Does work of which nothing is remembered. */
    public static <T> T off(Supplier<T> work) {
        return with(false, work);
    }

    /** Does work in which what is made from tensors that ask for gradients is remembered. */
    public static <T> T on(Supplier<T> work) {
        return with(true, work);
    }

    private static <T> T with(boolean enabled, Supplier<T> work) {
        LibTorch.library().verifyAvailable();
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(enabled);
        try {
            return work.get();
        } finally {
            GradMode.set_enabled(before);
        }
    }
}
