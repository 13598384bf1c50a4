package dev.octet.runner.selftest;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.DeviceBuffer;
import dev.octet.bindings.cuda.Event;
import dev.octet.bindings.cuda.PinnedBuffer;
import dev.octet.bindings.cuda.Stream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events measure the time of work on the device. */
final class EventTimingCheck implements SelfCheck {

    private static final int SMALL = 1 << 20;
    private static final int LARGE = 64 << 20;
    private static final double NANOS_OF_MILLI = 1e6;

    @Override
    public String name() {
        return "cuda-event-timing";
    }

    @Override
    public String proves() {
        return "Events measure more time for more work, and no more than passed on the clock.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        Device device = bench.gpu().device();
        try (PinnedBuffer host = device.allocatePinned(LARGE);
                DeviceBuffer memory = device.allocate(LARGE);
                Stream stream = device.stream();
                Event start = device.event();
                Event end = device.event()) {
            millis(stream, host, memory, LARGE, start, end);
            float small = millis(stream, host, memory, SMALL, start, end);
            long clock = System.nanoTime();
            float large = millis(stream, host, memory, LARGE, start, end);
            double passed = (System.nanoTime() - clock) / NANOS_OF_MILLI;
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("small_copy_ms", small);
            values.put("large_copy_ms", large);
            values.put("large_copy_on_the_clock_ms", passed);
            values.put("to_device_gb_per_s", LARGE / (large * NANOS_OF_MILLI));
            return Verdict.when(
                    small > 0 && large > small && large <= passed,
                    "The times " + small + " ms and " + large + " ms do not fit to " + passed + " ms on the clock.",
                    values);
        }
    }

    private static float millis(
            Stream stream, PinnedBuffer host, DeviceBuffer memory, int bytes, Event start, Event end) {
        stream.record(start);
        stream.copy(host, memory, bytes);
        stream.record(end);
        end.synchronize();
        return end.millisSince(start);
    }
}
