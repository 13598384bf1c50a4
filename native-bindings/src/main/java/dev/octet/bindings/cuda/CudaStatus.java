package dev.octet.bindings.cuda;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;

/** What a status of the CUDA runtime means to the user. Numbers are those of {@code cudaError_t}, the same since CUDA 10.1. */
final class CudaStatus {

    static final int SUCCESS = 0;
    static final int MEMORY_ALLOCATION = 2;
    static final int INSUFFICIENT_DRIVER = 35;
    static final int NO_DEVICE = 100;
    static final int INVALID_DEVICE = 101;
    static final int NO_KERNEL_IMAGE = 209;
    static final int UNSUPPORTED_PTX = 222;
    static final int NOT_READY = 600;
    static final int ILLEGAL_ADDRESS = 700;
    static final int SYSTEM_DRIVER_MISMATCH = 803;

    private CudaStatus() {}

    /**
     * The failure that a status stands for.
     *
     * @param status not {@link #SUCCESS}
     * @param name CUDA's name of it
     * @param text CUDA's text of it
     * @param what what was asked for, as in "allocating 4096 bytes"
     */
    static ToolkitException failure(int status, String name, String text, String what) {
        String message = "CUDA failed at " + what + ": " + text + " (" + name + ", status " + status + ").";
        return switch (status) {
            case MEMORY_ALLOCATION ->
                new ToolkitException(
                        FailureKind.OUT_OF_RESOURCES,
                        message,
                        "Free memory of the GPU (`nvidia-smi` says who holds it), or use a smaller batch or workspace.");
            case INSUFFICIENT_DRIVER, SYSTEM_DRIVER_MISMATCH ->
                new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        message,
                        "Install a driver that is new enough for this CUDA runtime, and restart; `octet doctor` has both"
                                + " versions.");
            case NO_DEVICE, INVALID_DEVICE ->
                new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        message,
                        "Use a machine with an NVIDIA GPU; in a container, start it with access to the GPU.");
            case NO_KERNEL_IMAGE, UNSUPPORTED_PTX ->
                new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        message,
                        "This GPU or its driver is too old or too new for the libraries; `octet doctor` has all"
                                + " versions.");
            case ILLEGAL_ADDRESS ->
                new ToolkitException(
                        FailureKind.NATIVE_FAILURE,
                        message,
                        "The device's context is lost: end this process and start again; report it if it returns.");
            default ->
                new ToolkitException(
                        FailureKind.NATIVE_FAILURE,
                        message,
                        "Run it again; if it returns, run `octet doctor` and report it with its output.");
        };
    }
}
