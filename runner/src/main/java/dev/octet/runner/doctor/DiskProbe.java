package dev.octet.runner.doctor;

import java.util.List;

/** Whether there is room for temporary files. */
record DiskProbe(long freeBytes) implements Probe {

    private static final long ENOUGH_BYTES = 1L << 30;

    @Override
    public List<Finding> look() {
        String found = freeBytes / (1 << 20) + " MiB free for temporary files";
        return List.of(
                freeBytes >= ENOUGH_BYTES
                        ? Finding.ok("disk", found)
                        : Finding.warn("disk", found, "Free some space, or set java.io.tmpdir with OCTET_JAVA_OPTS."));
    }
}
