package dev.octet.runner.deploy.deepstream;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.ColourOrder;
import dev.octet.calibrator.images.Anchor;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.runner.deploy.DeployedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a configuration of nvinfer back and holds it against its model and the keys that are documented. */
final class NvinferCheck {

    private static final Set<String> PROPERTY = Set.of(
            "gpu-id",
            "gie-unique-id",
            "process-mode",
            "network-type",
            "model-engine-file",
            "network-mode",
            "batch-size",
            "infer-dims",
            "net-scale-factor",
            "offsets",
            "model-color-format",
            "maintain-aspect-ratio",
            "symmetric-padding",
            "scaling-filter",
            "labelfile-path",
            "num-detected-classes",
            "output-blob-names",
            "parse-bbox-func-name",
            "custom-lib-path",
            "cluster-mode");
    private static final Set<String> SOMETIMES = Set.of("onnx-file", "int8-calib-file");
    private static final Set<String> CLASSES = Set.of("pre-cluster-threshold", "topk");
    private static final Set<String> CLASSES_SOMETIMES = Set.of("nms-iou-threshold");

    private static final double CLOSE = 1e-6;
    private static final int WHITE = 255;

    private final Map<String, String> property;
    private final Map<String, String> classes;
    private final DeployedModel model;
    private final List<String> wrong = new ArrayList<>();

    private NvinferCheck(Map<String, Map<String, String>> groups, DeployedModel model) {
        this.property = groups.getOrDefault("property", Map.of());
        this.classes = groups.getOrDefault("class-attrs-all", Map.of());
        this.model = model;
        if (!groups.keySet().equals(Set.of("property", "class-attrs-all"))) {
            wrong.add("groups are " + groups.keySet());
        }
    }

    /** The keys of each group of a key file. */
    static Map<String, Map<String, String>> parse(String text) {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        Map<String, String> group = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                group = new LinkedHashMap<>();
                groups.put(line.substring(1, line.length() - 1), group);
            } else if (equals > 0) {
                group.put(line.substring(0, equals), line.substring(equals + 1));
            } else if (!line.isBlank()) {
                throw bad("line '" + line + "' is neither a group nor a key");
            }
        }
        return groups;
    }

    /**
     * Goes on only when a configuration is that of a model.
     *
     * @throws ToolkitException {@code BAD_INPUT} with all that is wrong
     */
    static void require(String text, DeployedModel model) {
        NvinferCheck check = new NvinferCheck(parse(text), model);
        check.keys("[property]", check.property.keySet(), PROPERTY, SOMETIMES);
        check.keys("[class-attrs-all]", check.classes.keySet(), CLASSES, CLASSES_SOMETIMES);
        if (check.wrong.isEmpty()) {
            check.files();
            check.faces();
            check.pixels();
            check.thresholds();
        }
        if (!check.wrong.isEmpty()) {
            throw bad(String.join("; ", check.wrong));
        }
    }

    private static ToolkitException bad(String what) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "The configuration of nvinfer is not that of the model: " + what + ".",
                "Export the model again.");
    }

    private void keys(String group, Set<String> seen, Set<String> always, Set<String> sometimes) {
        always.stream().filter(key -> !seen.contains(key)).sorted().forEach(key -> wrong.add(group + " has no " + key));
        seen.stream()
                .filter(key -> !always.contains(key) && !sometimes.contains(key))
                .forEach(key -> wrong.add(group + " has " + key + ", which is no key of nvinfer that is used here"));
    }

    private void files() {
        expect("gpu-id", "0");
        expect("gie-unique-id", "1");
        expect("process-mode", "1");
        expect("network-type", "0");
        expect("labelfile-path", "labels.txt");
        int batch = Math.max(1, (int) number(property, "batch-size"));
        int mode = (int) number(property, "network-mode");
        boolean cached = property.containsKey("int8-calib-file");
        if (model.isEngine()) {
            expect("model-engine-file", "model.engine");
            absent("onnx-file");
            absent("int8-calib-file");
        } else {
            expect("onnx-file", "model.onnx");
            expect("network-mode", model.isQdq() || cached ? "1" : "2");
            expect("model-engine-file", "model.onnx_b" + batch + "_gpu0_" + (mode == 1 ? "int8" : "fp16") + ".engine");
            if (cached) {
                expect("int8-calib-file", "calibration.cache");
            }
        }
        if (mode < 0 || mode > 2 || (model.isQdq() && mode != 1)) {
            wrong.add("network-mode is " + mode);
        }
    }

    private void faces() {
        List<Long> image = model.imageShape().dimensions();
        expect("infer-dims", image.get(1) + ";" + image.get(2) + ";" + image.get(3));
        expect("num-detected-classes", Integer.toString(model.head().classes()));
        expect(
                "output-blob-names",
                model.outputs().stream().map(ValueSpec::name).collect(Collectors.joining(";")));
        double batch = number(property, "batch-size");
        if (batch < 1
                || (!model.takesBatches() && batch != 1)
                || batch > model.largestBatch().orElse(Integer.MAX_VALUE)) {
            wrong.add("batch-size is " + property.get("batch-size"));
        }
        if (!String.valueOf(property.get("parse-bbox-func-name")).matches("\\w+")
                || String.valueOf(property.get("custom-lib-path")).isBlank()) {
            wrong.add("parse-bbox-func-name is " + property.get("parse-bbox-func-name") + " in "
                    + property.get("custom-lib-path"));
        }
    }

    /** Black and white have to become what the letterbox makes of them. */
    private void pixels() {
        Letterbox letterbox = model.letterbox();
        double factor = number(property, "net-scale-factor");
        List<Double> offsets = Stream.of(String.valueOf(property.get("offsets")).split(";"))
                .map(NvinferCheck::number)
                .toList();
        for (int colour = 0; colour < 3; colour++) {
            for (int level : new int[] {0, WHITE}) {
                double seen = offsets.size() == 3 ? factor * (level - offsets.get(colour)) : Double.NaN;
                double expected = (level * letterbox.scale() - letterbox.mean().get(colour))
                        / letterbox.std().get(colour);
                if (!(Math.abs(seen - expected) <= CLOSE * Math.max(1, Math.abs(expected)))) {
                    wrong.add(
                            "level " + level + " of colour " + colour + " becomes " + seen + ", expected " + expected);
                }
            }
        }
        expect("model-color-format", letterbox.colour() == ColourOrder.RGB ? "0" : "1");
        expect("maintain-aspect-ratio", "1");
        expect("symmetric-padding", letterbox.anchor() == Anchor.CENTRED ? "1" : "0");
        expect("scaling-filter", "nearest".equals(letterbox.toMap().get("interpolation")) ? "0" : "1");
    }

    private void thresholds() {
        boolean own = model.head().suppressed() || model.head().name().equals("yolo-efficientnms");
        expect("cluster-mode", own ? "4" : "2");
        if (own == classes.containsKey("nms-iou-threshold")) {
            wrong.add("nms-iou-threshold is " + classes.get("nms-iou-threshold") + " with cluster-mode "
                    + property.get("cluster-mode"));
        }
        double confidence = number(classes, "pre-cluster-threshold");
        double most = number(classes, "topk");
        if (!(confidence >= 0 && confidence < 1)) {
            wrong.add("pre-cluster-threshold is " + classes.get("pre-cluster-threshold"));
        }
        if (!own) {
            double iou = number(classes, "nms-iou-threshold");
            if (!(iou > 0 && iou <= 1)) {
                wrong.add("nms-iou-threshold is " + classes.get("nms-iou-threshold"));
            }
        }
        if (!(most >= 1)) {
            wrong.add("topk is " + classes.get("topk"));
        }
    }

    private void expect(String key, String expected) {
        if (!expected.equals(property.get(key))) {
            wrong.add(key + " is " + property.get(key) + ", expected " + expected);
        }
    }

    private void absent(String key) {
        if (property.containsKey(key)) {
            wrong.add(key + " is " + property.get(key) + " of an engine");
        }
    }

    private static double number(Map<String, String> group, String key) {
        return number(String.valueOf(group.get(key)));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
