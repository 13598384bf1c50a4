package dev.octet.bindings.cuda;

import java.util.Arrays;
import org.bytedeco.cuda.global.cudart;

/** The libraries of NVIDIA's that are loaded, and what they are installed with. */
public enum GpuLibrary {
    DRIVER("libcuda.so.1", "It comes with the NVIDIA driver."),
    NVML("libnvidia-ml.so.1", "It comes with the NVIDIA driver."),
    RUNTIME(
            "libcudart.so." + Versions.MAJOR,
            "It comes with NVIDIA's package cuda-cudart-" + Versions.PACKAGE + " and with org.bytedeco:cuda-redist."),
    NVRTC(
            "libnvrtc.so." + Versions.MAJOR,
            "It comes with NVIDIA's package cuda-nvrtc-" + Versions.PACKAGE + " and with org.bytedeco:cuda-redist."),
    TENSORRT("libnvinfer.so", "It comes with NVIDIA's package libnvinfer10, on a Jetson with nvidia-jetpack."),
    TENSORRT_PLUGIN(
            "libnvinfer_plugin.so",
            "It comes with NVIDIA's package libnvinfer-plugin10, on a Jetson with nvidia-jetpack."),
    ONNX_PARSER(
            "libnvonnxparser.so",
            "It comes with NVIDIA's package libnvonnxparsers10, on a Jetson with nvidia-jetpack.");

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

    /** Constants of the preset that this was compiled with: nothing is loaded for them. */
    private static final class Versions {
        static final int MAJOR = cudart.CUDART_VERSION / 1000;
        static final String PACKAGE = MAJOR + "-" + cudart.CUDART_VERSION % 1000 / 10;
    }
}
