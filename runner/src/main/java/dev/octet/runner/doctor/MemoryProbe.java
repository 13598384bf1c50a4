package dev.octet.runner.doctor;

import java.util.List;

/** Whether there is memory to work in; on a Jetson the GPU works in it, too. */
record MemoryProbe(long availableBytes, boolean jetson) implements Probe {

    private static final long ENOUGH_BYTES = 2L << 30;
    private static final String ON_A_JETSON =
            "Stop the desktop with 'sudo systemctl isolate multi-user.target', close other"
                    + " programs or use --threads 1.";

    @Override
    public List<Finding> look() {
        String found = availableBytes / (1 << 20) + " MiB available";
        return List.of(
                availableBytes >= ENOUGH_BYTES
                        ? Finding.ok("memory", found)
                        : Finding.warn(
                                "memory", found, jetson ? ON_A_JETSON : "Close other programs or use --threads 1."));
    }
}
