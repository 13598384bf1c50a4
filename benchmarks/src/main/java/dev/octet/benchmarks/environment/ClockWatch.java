package dev.octet.benchmarks.environment;

import dev.octet.benchmarks.Sampling;
import dev.octet.benchmarks.state.Clock;
import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.benchmarks.sysfs.KernelNumber;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.nvml.ClockLimit;
import dev.octet.bindings.nvml.NvmlDevice;
import dev.octet.bindings.nvml.NvmlState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Looks twice a second at the clock of a GPU while something runs, on a thread of its own. Looking makes no object and takes
 * some microseconds.
 */
final class ClockWatch {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final String name;
    private final Reading clockMhz;
    private final Reading limitMask;
    private final long periodNanos;
    private long lowest = Long.MAX_VALUE;
    private long highest = Long.MIN_VALUE;
    private long limits;
    private int samples;

    ClockWatch(String name, Reading clockMhz, Reading limitMask, long periodNanos) {
        this.name = name;
        this.clockMhz = clockMhz;
        this.limitMask = limitMask;
        this.periodNanos = periodNanos;
    }

    /** A number that changes. */
    @FunctionalInterface
    interface Reading {
        /** Now. */
        long now() throws IOException;
    }

    /** Runs the work and says what the clock of that GPU did; empty, after the work, where it is not told. */
    static Optional<WatchedClock> during(
            Optional<NvmlDevice> gpu, List<Clock> board, KernelFiles kernel, Runnable work) {
        return during(gpu, board, kernel, PERIOD_NANOS, work);
    }

    static Optional<WatchedClock> during(
            Optional<NvmlDevice> gpu, List<Clock> board, KernelFiles kernel, long periodNanos, Runnable work) {
        if (gpu.isPresent()) {
            NvmlDevice device = gpu.get();
            NvmlState state = device.state();
            if (state.smClockMhz().isTold()) {
                boolean limitsTold = state.clockLimitsReason().isEmpty();
                Reading limits = limitsTold ? device::clockLimitMask : () -> 0;
                return new ClockWatch("GPU", device::smClockMhz, limits, periodNanos).during(work);
            }
        }
        if (!board.isEmpty()) {
            String gpuClock = board.get(0).name();
            String file = "/sys/class/devfreq/" + gpuClock.replaceFirst("GPU ", "") + "/cur_freq";
            try (KernelNumber hertz = kernel.open(file)) {
                return new ClockWatch(gpuClock, () -> hertz.read() / 1_000_000, () -> 0, periodNanos).during(work);
            } catch (IOException e) {
                work.run();
                return Optional.empty();
            }
        }
        work.run();
        return Optional.empty();
    }

    /** Runs the work, looking at the clock meanwhile; empty when the clock was never told. */
    Optional<WatchedClock> during(Runnable work) {
        Sampling.during(work, "octet-clock", periodNanos, System::nanoTime, this::look);
        Set<ClockLimit> held = ClockLimit.in(limits);
        return samples == 0 ? Optional.empty() : Optional.of(new WatchedClock(name, lowest, highest, held, samples));
    }

    /** Looks once. */
    void look() {
        try {
            long mhz = clockMhz.now();
            limits |= limitMask.now();
            lowest = Math.min(lowest, mhz);
            highest = Math.max(highest, mhz);
            samples++;
        } catch (IOException | ToolkitException e) {
            // Not told this time; the number of samples says how often it was.
        }
    }
}
