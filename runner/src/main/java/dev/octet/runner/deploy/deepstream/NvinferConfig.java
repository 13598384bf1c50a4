package dev.octet.runner.deploy.deepstream;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.ColourOrder;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.runner.deploy.DeployedModel;
import dev.octet.runner.engine.EngineManifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration of nvinfer for a model. */
final class NvinferConfig {

    static final String LABELS = "labels.txt";
    static final String CACHE = "calibration.cache";
    static final String ONNX = "model.onnx";
    static final String ENGINE = "model.engine";

    private static final int OWN_NMS = 4;
    private static final int NMS = 2;

    private final DeployedModel model;
    private final DeepStreamSettings settings;
    private final NvinferPixels pixels;
    private final BoxParser parser;

    NvinferConfig(DeployedModel model, DeepStreamSettings settings) {
        if (!model.face().image().isPlanes()) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "nvinfer gives planes of floats, model " + model.file() + " takes "
                            + model.inputs().get(0).type() + " "
                            + model.inputs().get(0).shape() + " at input "
                            + model.face().inputName() + ".",
                    "Export the model with an input [N,3,height,width] of float32.");
        }
        this.model = model;
        this.settings = settings;
        this.pixels = NvinferPixels.of(model.letterbox());
        this.parser = settings.parser().orElseGet(() -> BoxParser.of(model));
    }

    BoxParser parser() {
        return parser;
    }

    NvinferPixels pixels() {
        return pixels;
    }

    int batch() {
        return model.takesBatches()
                ? (int) Math.min(settings.maxBatch(), model.largestBatch().orElse(Integer.MAX_VALUE))
                : 1;
    }

    /** The number of what layers compute in: 0 is FP32, 1 INT8, 2 FP16. */
    int mode() {
        if (model.isQdq() || settings.cache().isPresent()) {
            return 1;
        }
        return model.manifest().map(NvinferConfig::mode).orElse(2);
    }

    private static int mode(EngineManifest engine) {
        return switch (engine.settings().precision()) {
            case FP32 -> 0;
            case FP16 -> 2;
            case INT8 -> 1;
            case BEST -> engine.calibration().isPresent() ? 1 : 2;
        };
    }

    String modeName() {
        return List.of("fp32", "int8", "fp16").get(mode());
    }

    /** Everything under {@code [property]}. */
    Map<String, String> property() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("gpu-id", "0");
        keys.put("gie-unique-id", "1");
        keys.put("process-mode", "1");
        keys.put("network-type", "0");
        if (model.isEngine()) {
            keys.put("model-engine-file", ENGINE);
        } else {
            keys.put("onnx-file", ONNX);
            keys.put("model-engine-file", ONNX + "_b" + batch() + "_gpu0_" + modeName() + ".engine");
        }
        settings.cache().ifPresent(cache -> keys.put("int8-calib-file", CACHE));
        keys.put("network-mode", Integer.toString(mode()));
        keys.put("batch-size", Integer.toString(batch()));
        keys.put(
                "infer-dims",
                "3;" + model.face().input().height() + ";"
                        + model.face().input().width());
        keys.put("net-scale-factor", Double.toString(pixels.factor()));
        keys.put("offsets", joined(pixels.offsets()));
        keys.put("model-color-format", model.letterbox().colour() == ColourOrder.RGB ? "0" : "1");
        keys.put("maintain-aspect-ratio", "1");
        keys.put("symmetric-padding", pixels.isCentred() ? "1" : "0");
        keys.put("scaling-filter", Integer.toString(pixels.filter()));
        keys.put("labelfile-path", LABELS);
        keys.put("num-detected-classes", Integer.toString(model.names().size()));
        keys.put(
                "output-blob-names",
                model.outputs().stream().map(ValueSpec::name).collect(Collectors.joining(";")));
        keys.put("parse-bbox-func-name", parser.function());
        keys.put("custom-lib-path", parser.library());
        keys.put("cluster-mode", Integer.toString(suppresses() ? OWN_NMS : NMS));
        return keys;
    }

    private boolean suppresses() {
        return model.head().suppressed() || model.head().name().equals("yolo-efficientnms");
    }

    /** Everything under {@code [class-attrs-all]}. */
    Map<String, String> classes() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("pre-cluster-threshold", Double.toString(settings.thresholds().confidence()));
        if (!suppresses()) {
            keys.put("nms-iou-threshold", Double.toString(settings.thresholds().iou()));
        }
        keys.put("topk", Integer.toString(settings.thresholds().maxDetections()));
        return keys;
    }

    private static String joined(List<Double> values) {
        return values.stream().map(value -> Double.toString(value)).collect(Collectors.joining(";"));
    }

    String text() {
        StringBuilder text = new StringBuilder("[property]\n");
        property()
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        text.append("\n[class-attrs-all]\n");
        classes()
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }
}
