package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.Cuda;
import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.cuda.GpuLibrary;
import dev.octet.bindings.cuda.GpuLoadDiagnosis;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.JavaCpp;
import dev.octet.bindings.platform.LibrarySearch;
import dev.octet.bindings.platform.NativeLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvinfer_plugin;
import org.bytedeco.tensorrt.global.nvonnxparser;

/** The TensorRT libraries themselves: loaded once, and only where CUDA has a device. */
public final class TensorRt {

    private static final String NAME = "TensorRT";

    /**
     * Conditions of the preset that TensorRT itself does not have: it opens them on its own where it wants them. Who needs
     * one of them can still load it with {@link JavaCpp#load}.
     */
    private static final List<String> NOT_NEEDED = List.of(
            "org.bytedeco.cuda.global.cublas", "org.bytedeco.cuda.global.cudnn", "org.bytedeco.cuda.global.nvrtc");

    private static final NativeLibrary LIBRARY = NativeLibrary.of(NAME, TensorRt::load);

    private TensorRt() {}

    /**
     * Whether it can be used here, and which version it is: the library's own, such as "10.15.1", and that of the headers
     * where it is another.
     *
     * <p>Without a usable driver nothing of TensorRT is called at all, because it then returns pointers that are none, and
     * older versions end the process.
     */
    public static NativeLibrary library() {
        return LIBRARY;
    }

    /**
     * The versions and the file.
     *
     * @throws ToolkitException {@code UNSUPPORTED}, with a diagnosis and its fix, when TensorRT cannot be used
     */
    public static TensorRtProbe probe() {
        LIBRARY.verifyAvailable();
        return TensorRtProbe.look();
    }

    /**
     * The versions of the library and of the headers.
     *
     * @throws ToolkitException {@code UNSUPPORTED}, with a diagnosis and its fix, when TensorRT cannot be used
     */
    public static TensorRtVersions versions() {
        TensorRtProbe probe = probe();
        return new TensorRtVersions(probe.libraryVersion(), probe.headerVersion());
    }

    /**
     * Sees to it that the builder finds its resource for that device. One that is not beside libnvinfer is loaded here, so
     * that TensorRT, which asks for it by name, gets it. To be called before a builder is made.
     *
     * @param folder a folder to look in first; without it the one that {@code OCTET_TENSORRT_RESOURCES} names
     * @return the file
     * @throws ToolkitException {@code UNSUPPORTED}, when TensorRT cannot be used or the resource is nowhere
     */
    public static Path provideBuilderResource(GpuDevice device, Optional<Path> folder) {
        TensorRtProbe probe = probe();
        BuilderResourceProbe resources = BuilderResourceProbe.of(probe, folder);
        Path resource = resources.require(device);
        if (!resources.isBesideLibrary(resource)) {
            load(resource);
        }
        return resource;
    }

    static void load(Path resource) {
        try {
            System.load(resource.toAbsolutePath().toString());
        } catch (UnsatisfiedLinkError e) {
            throw new GpuLoadDiagnosis("The builder", LibrarySearch.current()).of(e);
        }
    }

    /** The soname that the preset wants. */
    public static String soname() {
        return GpuLibrary.tensorRtSoname();
    }

    private static String load() throws ClassNotFoundException {
        Cuda.library().verifyAvailable();
        loadLibraries();
        return TensorRtProbe.look().words();
    }

    /** Loads the libraries in order, those that are only conditions of the preset without their native code. */
    static void loadLibraries() throws ClassNotFoundException {
        JavaCpp.initialiseWithoutLibraries(NOT_NEEDED);
        try {
            JavaCpp.load(nvinfer.class, nvinfer_plugin.class, nvonnxparser.class);
        } catch (LinkageError e) {
            throw new GpuLoadDiagnosis(NAME, LibrarySearch.current()).of(e);
        }
    }
}
