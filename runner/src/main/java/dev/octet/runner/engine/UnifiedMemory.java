package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.L4tRelease;
import dev.octet.bindings.platform.Machine;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Memory of a machine whose GPU has none of its own, as on a Jetson: what a build takes for the device is taken from
 * everything else that runs, and the system ends a process when there is no more.
 *
 * @param board name of the board
 * @param availableBytes what can be had now
 */
public record UnifiedMemory(String board, long availableBytes) {

    private static final double MIB = 1 << 20;

    /** This machine's; empty where it is no Jetson. */
    public static Optional<UnifiedMemory> here() {
        return of(Path.of("/"), Machine.current());
    }

    static Optional<UnifiedMemory> of(Path root, Machine machine) {
        long available = machine.availableMemoryBytes().orElse(machine.physicalMemoryBytes());
        return L4tRelease.under(root)
                .map(l4t -> new UnifiedMemory(
                        l4t.board(),
                        Math.min(available, machine.cgroupMemoryLimitBytes().orElse(Long.MAX_VALUE))));
    }

    /**
     * Refuses what cannot fit: not even the weights.
     *
     * @throws ToolkitException {@code OUT_OF_RESOURCES} with both numbers
     */
    public void require(MemoryEstimate estimate) {
        if (estimate.weightBytes() > availableBytes) {
            throw new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    "The weights alone take " + mib(estimate.weightBytes()) + ", and the GPU of " + board
                            + " shares the machine's memory, of which " + mib(availableBytes) + " are free.",
                    "Stop other programs, first of all the desktop: sudo systemctl isolate multi-user.target.");
        }
    }

    /** What to do if it is ended for want of memory; empty when even the estimate, which is more than is taken, fits. */
    public Optional<String> remark(MemoryEstimate estimate) {
        long most = estimate.weightBytes()
                + estimate.tensorBytes()
                + estimate.workspaceBytes().orElse(0);
        if (estimate.workspaceBytes().isPresent() && most <= availableBytes) {
            return Optional.empty();
        }
        String limit = estimate.workspaceBytes().isPresent() ? "" : " and scratch memory without a limit";
        return Optional.of("The GPU of " + board + " shares the machine's memory: " + mib(availableBytes)
                + " are free, the build may take " + mib(most) + limit
                + "; if it is ended for that, name a --workspace, smaller --max-shapes, or stop the desktop.");
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%.0f MiB", bytes / MIB);
    }
}
