package dev.octet.bindings.tensorrt;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import org.bytedeco.tensorrt.global.nvinfer_plugin;

/** The plugins that come with TensorRT, such as EfficientNMS_TRT: known to builders and engines once they are registered. */
final class StandardPlugins {

    private StandardPlugins() {}

    /** Done at first use and remembered: TensorRT keeps one registry for the process. */
    private static final class Registered {
        static final boolean DONE =
                nvinfer_plugin.initLibNvInferPlugins(JavaCppTensorRt.instance().logger(), "");
    }

    /**
     * Registers them.
     *
     * @throws ToolkitException {@code NATIVE_FAILURE} when TensorRT does not
     */
    static void register() {
        if (!Registered.DONE) {
            throw new ToolkitException(
                    FailureKind.NATIVE_FAILURE,
                    "TensorRT did not register its plugins.",
                    "Install libnvinfer_plugin of the same version as libnvinfer; `octet doctor` has the version.");
        }
    }
}
