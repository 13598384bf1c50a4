package dev.octet.runner.deploy.deepstream;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.runner.deploy.DeployedModel;

/**
 * The function by which nvinfer reads boxes out of a model's outputs.
 *
 * @param function its name, {@code parse-bbox-func-name}
 * @param library the shared library that has it, {@code custom-lib-path}
 */
public record BoxParser(String function, String library) {

    /**
     * The parser of NVIDIA's yolo_deepstream, which keeps detection on the GPU. It reads boxes in px and is compiled for 80
     * classes and 25,200 rows (nvdsparsebbox_Yolo_cuda.cu).
     */
    private static final BoxParser YOLO = new BoxParser(
            "NvDsInferParseCustomYoloV7_cuda", "nvdsinfer_custom_impl_Yolo/libnvdsinfer_custom_impl_Yolo.so");

    private static final int CLASSES = 80;
    private static final long ROWS = 25_200;

    /**
     * The parser that is known for a model.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when none is
     */
    static BoxParser of(DeployedModel model) {
        String head = model.head().name();
        boolean known = head.equals("yolo")
                && model.names().size() == CLASSES
                && model.outputs().size() == 1
                && model.outputs().get(0).shape().dimension(1) <= ROWS;
        if (!known) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "No parser is known that reads head " + head + " of "
                            + model.names().size()
                            + " classes in DeepStream: that of yolo_deepstream reads one output of head yolo, of "
                            + CLASSES + " classes and at most " + ROWS + " rows.",
                    "Name yours with --parser FUNCTION and --parser-library FILE.");
        }
        return YOLO;
    }
}
