package dev.octet.bindings.nvml;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What NVML says about a device; empty where it does not tell, as about power on a Jetson.
 *
 * @param driverVersion version of the NVIDIA driver
 * @param freeBytes memory of the device that nobody uses
 * @param persistence whether the driver stays ready between programs
 * @param powerLimitWatts what the device may draw
 * @param defaultPowerLimitWatts what it may draw if nobody set a limit
 */
public record NvmlReading(
        String driverVersion,
        OptionalLong freeBytes,
        Optional<Boolean> persistence,
        OptionalDouble powerLimitWatts,
        OptionalDouble defaultPowerLimitWatts) {}
