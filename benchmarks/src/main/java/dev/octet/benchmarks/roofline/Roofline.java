package dev.octet.benchmarks.roofline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How near a run came to what its device allows (S. Williams, A. Waterman and D. Patterson, Roofline, 2009), layer by layer:
 * the shortest time is the sum over layers of the longer of computing and moving.
 *
 * @param work of one run
 * @param device that it ran on
 * @param measuredSeconds of one run
 */
public record Roofline(GraphWork work, DeviceLimits device, double measuredSeconds) {

    private static final double GIGA = 1e9;

    public Roofline {
        if (!(measuredSeconds > 0)) {
            throw new IllegalArgumentException("measuredSeconds is " + measuredSeconds + ", must be positive");
        }
        if (work.layers().isEmpty()) {
            throw new IllegalArgumentException("work has no layers");
        }
    }

    /** What bounds a run. */
    public enum Bound {
        /** Multiply-accumulates. */
        COMPUTE,
        /** Bytes of memory. */
        MEMORY
    }

    /** The shortest time that the device allows, seconds. */
    public double floorSeconds() {
        return work.layers().stream()
                .mapToDouble(layer -> layer.seconds(device))
                .sum();
    }

    /** What most of the shortest time is spent on. */
    public Bound bound() {
        double computing = work.layers().stream()
                .filter(layer -> layer.computeSeconds(device) >= layer.memorySeconds(device))
                .mapToDouble(layer -> layer.seconds(device))
                .sum();
        return computing * 2 >= floorSeconds() ? Bound.COMPUTE : Bound.MEMORY;
    }

    /** Multiply-accumulates that the run did in a second, in 10^9. */
    public double attainedGigaMacs() {
        return work.macs() / measuredSeconds / GIGA;
    }

    /** Multiply-accumulates that it could have done in a second, in 10^9. */
    public double possibleGigaMacs() {
        return work.macs() / floorSeconds() / GIGA;
    }

    /** The shortest time over the measured one: 1 is as fast as the device allows. */
    public double share() {
        return floorSeconds() / measuredSeconds;
    }

    /** In one line, for people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%.1f GMAC/s of %.1f possible (%.1f %%), bound by %s: %.3f GMAC and %.1f MB take at least %.3f ms",
                attainedGigaMacs(),
                possibleGigaMacs(),
                100 * share(),
                bound().name().toLowerCase(Locale.ROOT),
                work.macs() / GIGA,
                work.bytes() / 1e6,
                1e3 * floorSeconds());
    }

    /** By name, for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> macs = new LinkedHashMap<>();
        for (Arithmetic arithmetic : Arithmetic.values()) {
            macs.put(arithmetic.name().toLowerCase(Locale.ROOT), work.macs(arithmetic));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("limits", device.toMap());
        map.put("macs", macs);
        map.put("bytes", work.bytes());
        map.put("attainedGigaMacsPerSecond", attainedGigaMacs());
        map.put("possibleGigaMacsPerSecond", possibleGigaMacs());
        map.put("floorMillis", 1e3 * floorSeconds());
        map.put("bound", bound().name().toLowerCase(Locale.ROOT));
        map.put("share", share());
        return map;
    }
}
