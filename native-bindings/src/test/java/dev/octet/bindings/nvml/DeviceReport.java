package dev.octet.bindings.nvml;

import dev.octet.bindings.failure.ToolkitException;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;

/** Reads a device in a process of its own, and prints what it does, or what reading it in a loop costs. */
final class DeviceReport {

    private static final int READINGS = 20_000;

    private DeviceReport() {}

    /** Prints the state of the device on that bus, or one reading and the bytes that many more made. */
    public static void main(String[] arguments) {
        try {
            Nvml.start();
            NvmlDevice device = NvmlDevice.found(arguments[0]);
            if (arguments[1].equals("loop")) {
                loop(device);
            } else {
                print(device.state());
            }
        } catch (ToolkitException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void loop(NvmlDevice device) {
        System.out.println(device.energyMillijoules() + " mJ, " + device.powerMilliwatts() + " mW, "
                + device.smClockMhz() + " MHz, mask " + device.clockLimitMask());
        read(device);
        long before = allocated();
        read(device);
        System.out.println((allocated() - before) / READINGS + " bytes per reading");
    }

    private static void read(NvmlDevice device) {
        for (int i = 0; i < READINGS; i++) {
            device.energyMillijoules();
            device.powerMilliwatts();
            device.smClockMhz();
            device.clockLimitMask();
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static void print(NvmlState state) {
        System.out.println("energy " + text(state.energyJoules()));
        System.out.println("power " + text(state.powerWatts()));
        System.out.println("limit " + text(state.powerLimitWatts()));
        System.out.println("sm " + text(state.smClockMhz()) + " of " + text(state.maxSmClockMhz()));
        System.out.println("memory " + text(state.memoryClockMhz()) + " of " + text(state.maxMemoryClockMhz()));
        System.out.println("temperature " + text(state.temperatureCelsius()));
        System.out.println(
                "clocks " + (state.clockLimitsReason().isEmpty() ? sorted(state) : state.clockLimitsReason()));
        if (!state.processesReason().isEmpty()) {
            System.out.println("processes " + state.processesReason());
        }
        state.processes().forEach(process -> System.out.println(process.pid() + " " + process.usedBytes()));
    }

    private static Object sorted(NvmlState state) {
        EnumSet<ClockLimit> limits = EnumSet.noneOf(ClockLimit.class);
        limits.addAll(state.clockLimits());
        return limits;
    }

    private static String text(NvmlAnswer answer) {
        return answer.isTold() ? Double.toString(answer.value().getAsDouble()) : answer.reason();
    }
}
