package dev.octet.bindings.cuda;

import java.util.List;

/**
 * CUDA as it runs here.
 *
 * @param driverVersion the newest CUDA that the driver knows, as CUDA encodes it: 13010 is 13.1
 * @param runtimeVersion the CUDA of the runtime library, likewise
 * @param devices the devices, at least one
 */
public record GpuRuntime(int driverVersion, int runtimeVersion, List<GpuDevice> devices) {

    public GpuRuntime {
        devices = List.copyOf(devices);
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("devices is empty, must have at least one");
        }
    }

    /** A version as people write it: "13.1" for 13010. */
    public static String words(int version) {
        return CudaVersion.ofNumber(version).toString();
    }
}
