package dev.octet.bindings.nvml;

import dev.octet.bindings.failure.ToolkitException;

/** Loads NVML in a process of its own, without asking for a driver first, and prints what it says. */
final class SettingsReport {

    private SettingsReport() {}

    /** Prints how the device on that bus is set, or name and message of the failure. */
    public static void main(String[] arguments) {
        try {
            System.out.println(Nvml.reading(Nvml.start(), arguments[0]));
        } catch (ToolkitException e) {
            System.out.println(e.diagnosis().orElse("none") + "\n" + e.getMessage());
        }
    }
}
