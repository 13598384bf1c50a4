package dev.octet.runner.doctor;

import java.util.List;

/** Whether there is memory to work in. */
record MemoryProbe(long availableBytes) implements Probe {

    private static final long ENOUGH_BYTES = 2L << 30;

    @Override
    public List<Finding> look() {
        String found = availableBytes / (1 << 20) + " MiB available";
        return List.of(
                availableBytes >= ENOUGH_BYTES
                        ? Finding.ok("memory", found)
                        : Finding.warn("memory", found, "Close other programs or use --threads 1."));
    }
}
