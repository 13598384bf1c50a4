package dev.octet.bindings.cuda;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a GPU, or a library for it, cannot be used: every known failure, with what to do about it. */
public enum GpuFailure {
    NO_DRIVER(
            "there is no NVIDIA driver",
            "Install the NVIDIA driver; start a container with --gpus all, on a Jetson with --runtime nvidia."),
    NO_DEVICE(
            "the NVIDIA driver is there, but no device",
            "Start a container with --gpus all, on a Jetson with --runtime nvidia; elsewhere see whether nvidia-smi lists a"
                    + " device, and what CUDA_VISIBLE_DEVICES says."),
    DRIVER_TOO_OLD(
            "the NVIDIA driver is too old for this CUDA runtime",
            "Update the NVIDIA driver: CUDA 13 needs version 580 or newer, CUDA 12 version 525 or newer."),
    STUB_DRIVER(
            "the libcuda.so.1 that was found is the one of the CUDA toolkit for linking, not the driver's",
            "Take the folder that ends in /stubs out of LD_LIBRARY_PATH."),
    DRIVER_MISMATCH(
            "the driver's library and its kernel module are not of one version",
            "Restart the machine after an update of the driver; in a container use the host's driver, not an own one."),
    DEVICE_NOT_READY(
            "the NVIDIA device takes no work now",
            "See what nvidia-smi says: another process may hold the device; machines with NVSwitch need the service"
                    + " nvidia-fabricmanager."),
    CUDA_FAILED("CUDA did not start", "See what nvidia-smi and the kernel's log (dmesg) say about the device."),
    NVML_FAILED(
            "NVIDIA's management library does not answer",
            "See what nvidia-smi says, which asks the same library; engines are built and run without it."),
    LIBRARY_MISSING(
            "a library that it needs is missing",
            "Install it, or name its folder in LD_LIBRARY_PATH before Java starts."),
    LIBRARY_NOT_ON_PATH(
            "a library that it needs is in a folder where the loader does not look",
            "Name that folder in LD_LIBRARY_PATH before Java starts, or run ldconfig."),
    SONAME_MISMATCH(
            "a library that it needs is there in another version only",
            "Install the version that is wanted beside it, or use a build of Octet for the one that is there."),
    NOT_A_LIBRARY(
            "a file that should be a library is none",
            "Install the package again that the file belongs to, or take its folder out of LD_LIBRARY_PATH."),
    WRONG_ARCHITECTURE(
            "a library that it needs is for another processor",
            "Install the library for this processor, or take its folder out of LD_LIBRARY_PATH."),
    WRONG_JAR(
            "the jars on the class path have no native code for this system and processor",
            "Build Octet on this machine, or with the classifier of this machine: linux-x86_64 or linux-arm64."),
    GLIBC_TOO_OLD(
            "the C or C++ runtime of this system is too old",
            "Use a system with glibc 2.34 or newer: Ubuntu 22.04, Debian 12, RHEL 9 or JetPack 6."),
    HEADERS_NEWER(
            "it was built for a newer version of the library than the one that is installed",
            "Update the library to the version of the headers, or use a build of Octet for the one that is there."),
    NO_BUILDER_RESOURCE(
            "TensorRT has no builder resource for this GPU, so it can run engines but not build them",
            "PyPI's tensorrt_cu13_libs of the same version and NVIDIA's packages of TensorRT have the file: put it beside"
                    + " libnvinfer, or name its folder in OCTET_TENSORRT_RESOURCES or with --resources.");

    private final String reason;
    private final String remedy;

    GpuFailure(String reason, String remedy) {
        this.reason = reason;
        this.remedy = remedy;
    }

    /** The name for scripts, such as {@code no-driver}; never changes. */
    public String diagnosis() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is wrong, as a part of a sentence. */
    public String reason() {
        return reason;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }

    /**
     * The failure as an exception.
     *
     * @param library what cannot be used, such as "TensorRT"
     * @param seen what was seen, and where
     * @param cause the exception underneath
     */
    public ToolkitException of(String library, String seen, @Nullable Throwable cause) {
        return of(library, seen, "", cause);
    }

    /** The same, with a sentence before the remedy: {@code origin} says where the thing can be had. */
    ToolkitException of(String library, String seen, String origin, @Nullable Throwable cause) {
        return ToolkitException.diagnosed(
                diagnosis(),
                FailureKind.UNSUPPORTED,
                library + " cannot be used here: " + reason + " (" + seen + ").",
                origin.isEmpty() ? remedy : origin + " " + remedy,
                cause);
    }
}
