package dev.octet.bindings.libtorch;

import com.google.errorprone.annotations.MustBeClosed;
import org.bytedeco.pytorch.GradMode;

/** Whether this thread's operators remember what gradients need, until it closes; then it is as it was before. */
public final class Gradients implements AutoCloseable {

    private final boolean before;
    private boolean closed;

    @MustBeClosed
    private Gradients(boolean enabled) {
        this.before = GradMode.is_enabled();
        GradMode.set_enabled(enabled);
    }

    /** Nothing is remembered. */
    @MustBeClosed
    public static Gradients off() {
        LibTorch.library().verifyAvailable();
        return new Gradients(false);
    }

    /** What is made from tensors that ask for gradients is remembered. */
    @MustBeClosed
    public static Gradients on() {
        LibTorch.library().verifyAvailable();
        return new Gradients(true);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            GradMode.set_enabled(before);
        }
    }
}
