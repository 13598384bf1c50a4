package dev.octet.bindings.nvml;

import java.util.EnumSet;
import java.util.Set;

/** What holds the clocks of a GPU below their maximum; {@code nvmlClocksEventReasons} of nvml.h. */
public enum ClockLimit {
    /** Nothing runs. */
    IDLE(0x1, false, "the GPU is idle"),
    /** Somebody set the clocks. */
    CLOCKS_SET(0x2, false, "its clocks are set"),
    /** The power limit. */
    POWER_CAP(0x4, true, "the power limit"),
    /** The hardware slowed down: heat, power brake or supply. */
    HARDWARE_SLOWDOWN(0x8, true, "a slowdown by the hardware"),
    /** GPUs that were told to keep the same clocks. */
    SYNC_BOOST(0x10, false, "clocks shared with other GPUs"),
    /** The driver slowed down because of heat. */
    THERMAL_SLOWDOWN(0x20, true, "heat (driver)"),
    /** The hardware slowed down because of heat. */
    HARDWARE_THERMAL_SLOWDOWN(0x40, true, "heat (hardware)"),
    /** The supply asked for less. */
    POWER_BRAKE(0x80, true, "the power brake of the supply"),
    /** The display holds the clocks. */
    DISPLAY(0x100, false, "clocks of the display");

    private final long bit;
    private final boolean throttling;
    private final String words;

    ClockLimit(long bit, boolean throttling, String words) {
        this.bit = bit;
        this.throttling = throttling;
        this.words = words;
    }

    /** The limits in a bit mask of NVML; bits that are not known are left out. */
    public static Set<ClockLimit> in(long mask) {
        Set<ClockLimit> limits = EnumSet.noneOf(ClockLimit.class);
        for (ClockLimit limit : values()) {
            if ((mask & limit.bit) != 0) {
                limits.add(limit);
            }
        }
        return limits;
    }

    /** True when it takes away speed that the work would have had. */
    public boolean isThrottling() {
        return throttling;
    }

    /** What it is, for a sentence: "throttled by ...". */
    public String words() {
        return words;
    }
}
