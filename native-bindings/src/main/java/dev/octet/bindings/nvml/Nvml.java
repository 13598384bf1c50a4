package dev.octet.bindings.nvml;

import static org.bytedeco.cuda.global.nvml.*;

import dev.octet.bindings.cuda.Cuda;
import dev.octet.bindings.cuda.GpuFailure;
import dev.octet.bindings.cuda.GpuLoadDiagnosis;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.JavaCpp;
import dev.octet.bindings.platform.LibrarySearch;
import dev.octet.bindings.platform.NativeLibrary;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.bytedeco.cuda.global.nvml;
import org.bytedeco.cuda.nvml.nvmlDevice_st;
import org.bytedeco.cuda.nvml.nvmlMemory_t;
import org.bytedeco.javacpp.BytePointer;

/** NVIDIA's management library itself: loaded and initialised once. */
public final class Nvml {

    private static final String NAME = "NVML";
    private static final int TEXT_BYTES = 96;
    private static final NativeLibrary LIBRARY = NativeLibrary.of(NAME, Nvml::load);

    private Nvml() {}

    /** Whether it can be used here, and which version the driver is. */
    public static NativeLibrary library() {
        return LIBRARY;
    }

    /**
     * How a device is set.
     *
     * @param pciBusId where it is plugged in: indices of CUDA and NVML are not the same
     * @throws ToolkitException {@code UNSUPPORTED}, with a diagnosis and its fix, when NVML cannot be used
     */
    public static NvmlReading read(String pciBusId) {
        return reading(LIBRARY.version(), pciBusId);
    }

    static NvmlReading reading(String driver, String pciBusId) {
        try (BytePointer bus = new BytePointer(pciBusId);
                nvmlDevice_st device = new nvmlDevice_st()) {
            check(nvmlDeviceGetHandleByPciBusId_v2(bus, device));
            int[] persistence = new int[1];
            int[] limit = new int[1];
            int[] usual = new int[1];
            return new NvmlReading(
                    driver,
                    free(device),
                    told(nvmlDeviceGetPersistenceMode(device, persistence))
                            ? Optional.of(persistence[0] == NVML_FEATURE_ENABLED)
                            : Optional.empty(),
                    watts(nvmlDeviceGetEnforcedPowerLimit(device, limit), limit),
                    watts(nvmlDeviceGetPowerManagementDefaultLimit(device, usual), usual));
        }
    }

    private static OptionalLong free(nvmlDevice_st device) {
        try (nvmlMemory_t memory = new nvmlMemory_t()) {
            return told(nvmlDeviceGetMemoryInfo(device, memory))
                    ? OptionalLong.of(memory._free())
                    : OptionalLong.empty();
        }
    }

    private static OptionalDouble watts(int status, int[] milliwatts) {
        return told(status) ? OptionalDouble.of(milliwatts[0] / 1000.0) : OptionalDouble.empty();
    }

    private static boolean told(int status) {
        if (status != NVML_ERROR_NOT_SUPPORTED) {
            check(status);
        }
        return status == NVML_SUCCESS;
    }

    static void check(int status) {
        if (status != NVML_SUCCESS) {
            throw GpuFailure.NVML_FAILED.of(
                    NAME, "NVML says " + status + ": " + nvmlErrorString(status).getString(), null);
        }
    }

    private static String load() {
        // The preset asks for the CUDA runtime first.
        Cuda.library().verifyAvailable();
        return start();
    }

    /** Loads and initialises; returns the version of the driver. */
    static String start() {
        try {
            JavaCpp.load(nvml.class);
        } catch (LinkageError e) {
            throw new GpuLoadDiagnosis(NAME, LibrarySearch.current()).of(e);
        }
        check(nvmlInit_v2());
        byte[] version = new byte[TEXT_BYTES];
        check(nvmlSystemGetDriverVersion(version, version.length));
        return new String(version, StandardCharsets.UTF_8).replace("\0", "");
    }
}
