package dev.octet.bindings.cuda;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.JavaCpp;
import dev.octet.bindings.platform.LibrarySearch;
import dev.octet.bindings.platform.NativeLibrary;
import org.bytedeco.cuda.global.cudart;

/** The CUDA runtime itself: loaded once, and only where there is a driver with a device. */
public final class Cuda {

    private static final NativeLibrary LIBRARY = NativeLibrary.of("CUDA", Cuda::load);

    private Cuda() {}

    /**
     * Whether it can be used here, and which version it is. Without a driver, and without a device, it cannot; that is
     * told from files, at once.
     */
    public static NativeLibrary library() {
        return LIBRARY;
    }

    /**
     * The driver, the runtime and the devices.
     *
     * @throws ToolkitException {@code UNSUPPORTED}, with a diagnosis and its fix, when CUDA cannot be used
     */
    public static GpuRuntime runtime() {
        LIBRARY.verifyAvailable();
        return GpuProbe.look();
    }

    /**
     * The driver, told from files in a few milliseconds: for what should fail early where there is none.
     *
     * @throws ToolkitException {@code UNSUPPORTED}, with a diagnosis and its fix, when there is none or it shows no device
     */
    public static GpuDriver requireDriver() {
        return GpuDriverProbe.here().look();
    }

    private static String load() {
        requireDriver();
        loadRuntime();
        return GpuRuntime.words(GpuProbe.look().runtimeVersion());
    }

    static void loadRuntime() {
        try {
            JavaCpp.load(cudart.class);
        } catch (LinkageError e) {
            throw new GpuLoadDiagnosis("CUDA", LibrarySearch.current()).of(e);
        }
    }
}
