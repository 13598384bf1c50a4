package dev.octet.runner.selftest;

import dev.octet.bindings.cuda.Device;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What more memory is taken than at the start, once things have settled.
 *
 * @param deviceBytes of the device
 * @param hostBytes of this process
 */
record MemoryGrowth(long deviceBytes, long hostBytes) {

    /** The memory at one moment. */
    record Mark(long deviceFree, long hostResident) {
        static Mark now(Device device) {
            return new Mark(device.freeMemory(), GpuFacts.residentBytes());
        }
    }

    static MemoryGrowth between(Mark before, Mark after) {
        return new MemoryGrowth(before.deviceFree - after.deviceFree, after.hostResident - before.hostResident);
    }

    /** Does work so many times, marking memory after a tenth, when things have settled, and at the end. */
    static MemoryGrowth of(Device device, int times, Runnable work) {
        int settled = Math.max(1, times / 10);
        for (int i = 0; i < settled; i++) {
            work.run();
        }
        Mark before = Mark.now(device);
        for (int i = settled; i < times; i++) {
            work.run();
        }
        return between(before, Mark.now(device));
    }

    Verdict verdict(Map<String, Object> more) {
        Map<String, Object> values = new LinkedHashMap<>(more);
        values.put("device_growth_bytes", deviceBytes);
        values.put("host_growth_bytes", hostBytes);
        values.put("device_limit_bytes", SelfTestDefaults.DEVICE_GROWTH);
        values.put("host_limit_bytes", SelfTestDefaults.HOST_GROWTH);
        return Verdict.when(
                deviceBytes <= SelfTestDefaults.DEVICE_GROWTH && hostBytes <= SelfTestDefaults.HOST_GROWTH,
                "Memory grew by " + deviceBytes + " bytes on the device and " + hostBytes + " bytes here.",
                values);
    }
}
