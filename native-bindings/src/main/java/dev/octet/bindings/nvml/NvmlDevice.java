package dev.octet.bindings.nvml;

import static org.bytedeco.cuda.global.nvml.*;

import dev.octet.bindings.failure.ToolkitException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.bytedeco.cuda.nvml.nvmlDevice_st;
import org.bytedeco.cuda.nvml.nvmlProcessInfo_v2_t;
import org.bytedeco.javacpp.BytePointer;

/**
 * A view of one device, for reading it again and again: energy, power, clock and limits are read without making an
 * object. The handle belongs to NVML. For one thread at a time.
 */
public final class NvmlDevice {

    private static final int MOST_PROCESSES = 256;

    private final nvmlDevice_st handle;
    private final int[] number = new int[1];
    private final long[] wide = new long[1];

    private NvmlDevice(nvmlDevice_st handle) {
        this.handle = handle;
    }

    /**
     * The device on that bus.
     *
     * @param pciBusId where it is plugged in: indices of CUDA and NVML are not the same
     * @throws ToolkitException {@code UNSUPPORTED}, with a diagnosis and its fix, when NVML cannot be used
     */
    public static NvmlDevice at(String pciBusId) {
        Nvml.library().verifyAvailable();
        return found(pciBusId);
    }

    static NvmlDevice found(String pciBusId) {
        nvmlDevice_st handle = new nvmlDevice_st();
        try (BytePointer bus = new BytePointer(pciBusId)) {
            Nvml.check(nvmlDeviceGetHandleByPciBusId_v2(bus, handle));
        }
        return new NvmlDevice(handle);
    }

    /** What it does now. */
    @SuppressWarnings("deprecation") // its successor asks for the temperature in a struct that older drivers refuse
    public NvmlState state() {
        String limits = reason(nvmlDeviceGetCurrentClocksEventReasons(handle, wide));
        Set<ClockLimit> known = limits.isEmpty() ? ClockLimit.in(wide[0]) : Set.of();
        List<NvmlProcess> processes = new ArrayList<>();
        String untold = processes(processes);
        return new NvmlState(
                energy(),
                asked(to -> nvmlDeviceGetPowerUsage(handle, to), 1000),
                asked(to -> nvmlDeviceGetEnforcedPowerLimit(handle, to), 1000),
                asked(to -> nvmlDeviceGetClockInfo(handle, NVML_CLOCK_SM, to), 1),
                asked(to -> nvmlDeviceGetMaxClockInfo(handle, NVML_CLOCK_SM, to), 1),
                asked(to -> nvmlDeviceGetClockInfo(handle, NVML_CLOCK_MEM, to), 1),
                asked(to -> nvmlDeviceGetMaxClockInfo(handle, NVML_CLOCK_MEM, to), 1),
                asked(to -> nvmlDeviceGetTemperature(handle, NVML_TEMPERATURE_GPU, to), 1),
                known,
                limits,
                processes,
                untold);
    }

    /**
     * Energy drawn since the driver was loaded, millijoules.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when the device does not count it
     */
    public long energyMillijoules() {
        Nvml.check(nvmlDeviceGetTotalEnergyConsumption(handle, wide));
        return wide[0];
    }

    /**
     * Power drawn, milliwatts: the mean of the last second on Ampere and later, GA100 excepted.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when the device does not tell
     */
    public long powerMilliwatts() {
        Nvml.check(nvmlDeviceGetPowerUsage(handle, number));
        return number[0];
    }

    /**
     * Clock of the multiprocessors, MHz.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when the device does not tell
     */
    public long smClockMhz() {
        Nvml.check(nvmlDeviceGetClockInfo(handle, NVML_CLOCK_SM, number));
        return number[0];
    }

    /**
     * What holds the clocks down, as the bits that {@link ClockLimit#in} reads.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when the device does not tell
     */
    public long clockLimitMask() {
        Nvml.check(nvmlDeviceGetCurrentClocksEventReasons(handle, wide));
        return wide[0];
    }

    private NvmlAnswer energy() {
        String reason = reason(nvmlDeviceGetTotalEnergyConsumption(handle, wide));
        return reason.isEmpty() ? NvmlAnswer.of(wide[0] / 1000.0) : NvmlAnswer.none(reason);
    }

    private NvmlAnswer asked(ToIntFunction<int[]> question, double unitsPerValue) {
        String reason = reason(question.applyAsInt(number));
        return reason.isEmpty() ? NvmlAnswer.of(number[0] / unitsPerValue) : NvmlAnswer.none(reason);
    }

    /** Adds compute and graphics processes, each once; returns why they are not known, or nothing. */
    private String processes(List<NvmlProcess> found) {
        try (nvmlProcessInfo_v2_t space = new nvmlProcessInfo_v2_t(MOST_PROCESSES)) {
            number[0] = MOST_PROCESSES;
            String compute = reason(nvmlDeviceGetComputeRunningProcesses_v3(handle, number, space));
            if (compute.isEmpty()) {
                add(space, found);
            }
            number[0] = MOST_PROCESSES;
            if (reason(nvmlDeviceGetGraphicsRunningProcesses_v3(handle, number, space))
                    .isEmpty()) {
                add(space, found);
            }
            return compute;
        }
    }

    private void add(nvmlProcessInfo_v2_t space, List<NvmlProcess> found) {
        for (int i = 0; i < number[0]; i++) {
            nvmlProcessInfo_v2_t one = space.getPointer(i);
            long pid = Integer.toUnsignedLong(one.pid());
            long used = one.usedGpuMemory();
            if (found.stream().noneMatch(process -> process.pid() == pid)) {
                found.add(new NvmlProcess(pid, used < 0 ? OptionalLong.empty() : OptionalLong.of(used)));
            }
        }
    }

    /** Nothing for success, else why NVML does not tell. */
    private static String reason(int status) {
        return switch (status) {
            case NVML_SUCCESS -> "";
            case NVML_ERROR_NOT_SUPPORTED -> "not supported";
            case NVML_ERROR_NO_PERMISSION -> "no permission";
            default -> "NVML says " + status + ": " + nvmlErrorString(status).getString();
        };
    }
}
