package dev.octet.bindings.nvml;

import java.util.OptionalLong;

/**
 * A process that uses a device.
 *
 * @param pid its number; within a container, that of the host
 * @param usedBytes memory of the device that it holds; empty when not told
 */
public record NvmlProcess(long pid, OptionalLong usedBytes) {}
