package dev.octet.bindings.session;

import dev.octet.bindings.failure.ToolkitException;

/** A run whose tensors are chosen: what is left to do each time. One thread at a time. */
@FunctionalInterface
public interface BoundRun {

    /**
     * Runs the model on what is in the inputs now; the outputs hold the result after it.
     *
     * @throws ToolkitException {@code NATIVE_FAILURE} when it fails
     * @throws IllegalStateException once the session or a tensor is closed
     */
    void run();
}
