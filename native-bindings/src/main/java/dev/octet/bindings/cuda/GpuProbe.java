package dev.octet.bindings.cuda;

import static org.bytedeco.cuda.global.cudart.*;

import dev.octet.bindings.failure.ToolkitException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.SizeTPointer;

/** What CUDA says about its devices; the runtime must be loaded. */
final class GpuProbe {

    private static final String NAME = "CUDA";
    private static final int TEXT_BYTES = 256;

    private GpuProbe() {}

    static GpuRuntime look() {
        int[] driver = new int[1];
        int[] runtime = new int[1];
        check(cudaRuntimeGetVersion(runtime), driver[0], runtime[0]);
        check(cudaDriverGetVersion(driver), driver[0], runtime[0]);
        int[] count = new int[1];
        check(cudaGetDeviceCount(count), driver[0], runtime[0]);
        check(cuInit(0), driver[0], runtime[0]);
        List<GpuDevice> devices = new ArrayList<>();
        for (int i = 0; i < count[0]; i++) {
            devices.add(device(i));
        }
        if (devices.isEmpty()) {
            throw failure(cudaErrorNoDevice, "no CUDA-capable device is detected", driver[0], runtime[0]);
        }
        return new GpuRuntime(driver[0], runtime[0], devices);
    }

    // The struct with all properties of a device changes between versions of CUDA; single questions do not.
    private static GpuDevice device(int index) {
        byte[] name = new byte[TEXT_BYTES];
        check(cuDeviceGetName(name, name.length, index));
        byte[] bus = new byte[TEXT_BYTES];
        check(cudaDeviceGetPCIBusId(bus, bus.length, index));
        try (SizeTPointer bytes = new SizeTPointer(1)) {
            check(cuDeviceTotalMem(bytes, index));
            return new GpuDevice(
                    index,
                    text(name),
                    attribute(cudaDevAttrComputeCapabilityMajor, index),
                    attribute(cudaDevAttrComputeCapabilityMinor, index),
                    bytes.get(),
                    attribute(cudaDevAttrIntegrated, index) == 1,
                    text(bus));
        }
    }

    private static int attribute(int attribute, int index) {
        int[] value = new int[1];
        check(cudaDeviceGetAttribute(value, attribute, index));
        return value[0];
    }

    private static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static void check(int status) {
        check(status, 0, 0);
    }

    private static void check(int status, int driver, int runtime) {
        if (status != 0) {
            throw failure(status, cudaGetErrorString(status).getString(), driver, runtime);
        }
    }

    /** What a status of the CUDA runtime means when it starts. */
    static ToolkitException failure(int status, String text, int driver, int runtime) {
        String seen = "CUDA says " + status + ": " + text;
        return switch (status) {
            case cudaErrorInsufficientDriver ->
                GpuFailure.DRIVER_TOO_OLD.of(
                        NAME,
                        "the driver knows CUDA " + GpuRuntime.words(driver) + ", the runtime is "
                                + GpuRuntime.words(runtime),
                        null);
            case cudaErrorNoDevice -> GpuFailure.NO_DEVICE.of(NAME, seen, null);
            case cudaErrorStubLibrary -> GpuFailure.STUB_DRIVER.of(NAME, seen, null);
            case cudaErrorSystemDriverMismatch, cudaErrorCompatNotSupportedOnDevice ->
                GpuFailure.DRIVER_MISMATCH.of(NAME, seen, null);
            case cudaErrorDevicesUnavailable, cudaErrorSystemNotReady ->
                GpuFailure.DEVICE_NOT_READY.of(NAME, seen, null);
            default -> GpuFailure.CUDA_FAILED.of(NAME, seen, null);
        };
    }
}
