package dev.octet.bindings.cuda;

import dev.octet.bindings.failure.ToolkitException;

/** Loads the CUDA runtime in a process of its own, without asking for a driver first, and prints what it says. */
final class DeviceReport {

    private DeviceReport() {}

    /** Prints the runtime with its devices, or name and message of the failure. */
    public static void main(String[] arguments) {
        try {
            Cuda.loadRuntime();
            System.out.println(GpuProbe.look());
        } catch (ToolkitException e) {
            System.out.println(e.diagnosis().orElse("none") + "\n" + e.getMessage());
        }
    }
}
