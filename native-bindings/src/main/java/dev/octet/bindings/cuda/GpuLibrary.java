package dev.octet.bindings.cuda;

import dev.octet.bindings.platform.PresetVersion;
import java.util.Arrays;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.tensorrt.global.nvinfer;

/** The libraries of NVIDIA's that are loaded, and what they are installed with. */
public enum GpuLibrary {
    DRIVER("libcuda.so.1", "It comes with the NVIDIA driver."),
    NVML("libnvidia-ml.so.1", "It comes with the NVIDIA driver."),
    RUNTIME(
            "libcudart.so." + Versions.CUDA.major(),
            "It comes with NVIDIA's package cuda-cudart-" + Versions.cudaPackage()
                    + " and with org.bytedeco:cuda-redist."),
    NVRTC(
            "libnvrtc.so." + Versions.CUDA.major(),
            "It comes with NVIDIA's package cuda-nvrtc-" + Versions.cudaPackage()
                    + " and with org.bytedeco:cuda-redist."),
    TENSORRT(
            "libnvinfer.so",
            "It comes with NVIDIA's package libnvinfer" + Versions.TENSORRT.major()
                    + ", on a Jetson with nvidia-jetpack."),
    TENSORRT_PLUGIN(
            "libnvinfer_plugin.so",
            "It comes with NVIDIA's package libnvinfer-plugin" + Versions.TENSORRT.major()
                    + ", on a Jetson with nvidia-jetpack."),
    ONNX_PARSER(
            "libnvonnxparser.so",
            "It comes with NVIDIA's package libnvonnxparsers" + Versions.TENSORRT.major()
                    + ", on a Jetson with nvidia-jetpack.");

    private final String soname;
    private final String origin;

    GpuLibrary(String soname, String origin) {
        this.soname = soname;
        this.origin = origin;
    }

    /** The name that the loader is asked for; of TensorRT's libraries without their version. */
    public String soname() {
        return soname;
    }

    static String originOf(String soname) {
        return Arrays.stream(values())
                .filter(library -> soname.equals(library.soname) || soname.startsWith(library.soname + "."))
                .map(library -> library.origin)
                .findFirst()
                .orElse("");
    }

    /** The name of TensorRT's library with the version that the preset on the class path is for. */
    public static String tensorRtSoname() {
        return TENSORRT.soname + "." + Versions.TENSORRT.major();
    }

    /** What the presets on the class path are for; nothing is loaded for that. */
    private static final class Versions {
        static final PresetVersion CUDA = PresetVersion.of(
                "cuda",
                GpuLibrary.class.getClassLoader(),
                new PresetVersion(cudart.CUDART_VERSION / 1000, cudart.CUDART_VERSION % 1000 / 10));
        static final PresetVersion TENSORRT = PresetVersion.of(
                "tensorrt",
                GpuLibrary.class.getClassLoader(),
                new PresetVersion(nvinfer.NV_TENSORRT_MAJOR, nvinfer.NV_TENSORRT_MINOR));

        static String cudaPackage() {
            return CUDA.major() + "-" + CUDA.minor();
        }
    }
}
