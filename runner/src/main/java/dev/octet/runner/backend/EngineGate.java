package dev.octet.runner.backend;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Path;

/** What an engine has to pass before TensorRT is given it. */
@FunctionalInterface
interface EngineGate {

    /**
     * Checks an engine.
     *
     * @throws ToolkitException {@code INTEGRITY} or {@code UNSUPPORTED} when it is not to be loaded here
     */
    void check(Path engine);

    /** The gate for an engine that the user trusts, or does not. */
    static EngineGate of(boolean trusted) {
        return engine -> {
            if (!trusted) {
                throw new ToolkitException(
                        FailureKind.INTEGRITY,
                        "Engine " + engine + " cannot be verified, and a plan is a program: loading it runs what its"
                                + " maker put in.",
                        "Give --trust-engine when you built it yourself, or have it from where you trust.");
            }
        };
    }
}
