package dev.octet.runner.cli;

import dev.octet.calibrator.model.ValueSpec;
import dev.octet.runner.engine.BuiltEngine;
import dev.octet.runner.engine.CalibratorChoice;
import dev.octet.runner.engine.EngineBuild;
import dev.octet.runner.engine.EngineManifest;
import dev.octet.runner.engine.ShapeRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a build would do, or did. */
final class EngineReport {

    static final String SCHEMA = "octet.build/1";

    private static final double MIB = 1 << 20;

    private final EnginePlan plan;
    private final Console console;

    EngineReport(EnginePlan plan, Console console) {
        this.plan = plan;
        this.console = console;
    }

    /** What would be built. */
    void planned() {
        console.print("Would build " + plan.engine() + " from " + plan.file() + ":");
        line("nodes", nodes() + " of the ONNX graph");
        line("inputs", String.join("; ", inputs()));
        line("precision", plan.precision().remark());
        line("calibrator", calibrator());
        line("memory", plan.memory().text());
        Map<String, Object> document = about();
        document.put("dryRun", true);
        document.put("output", plan.engine().toString());
        document.put("memory", memory());
        console.document(SCHEMA, document);
    }

    private void line(String what, String text) {
        console.print(String.format(Locale.ROOT, "  %-11s %s", what, text));
    }

    /** What was built. */
    void built(EngineBuild.Outcome outcome) {
        EngineManifest manifest = outcome.manifest();
        BuiltEngine built = outcome.built();
        console.print(String.format(
                Locale.ROOT,
                "%s: %.1f MiB for %s (%s), TensorRT %s, %s, %.1f s",
                plan.engine(),
                manifest.planBytes() / MIB,
                manifest.environment().gpu(),
                manifest.environment().sm(),
                manifest.environment().tensorRt(),
                manifest.settings().precision().id(),
                manifest.buildSeconds()));
        if (built.usedCache()
                && plan.calibrator().filter(CalibratorChoice::isOctets).isEmpty()) {
            console.say("The ranges are those of the calibration cache; no image was looked at.");
        }
        built.leftOut().forEach(image -> console.say("Left out: " + image));
        Map<String, Object> document = about();
        document.put("dryRun", false);
        document.put("output", plan.engine().toString());
        document.put("manifest", EngineManifest.fileOf(plan.engine()).toString());
        document.put("sha256", manifest.plan());
        document.put("bytes", manifest.planBytes());
        document.put("seconds", manifest.buildSeconds());
        document.put("calibrationBatches", built.batches());
        document.put("badImages", built.leftOut());
        document.put("calibrationFromCache", built.usedCache());
        document.put("gpu", manifest.environment().gpu());
        document.put("tensorRt", manifest.environment().tensorRt());
        console.document(SCHEMA, document);
    }

    private Map<String, Object> about() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", plan.file().toString());
        document.put("modelSha256", plan.model().sha256());
        document.put("nodes", nodes());
        document.put("inputs", inputs());
        document.put("precision", plan.settings().precision().id());
        document.put("stronglyTyped", plan.settings().stronglyTyped());
        document.put("qdqNodes", plan.precision().qdqNodes());
        plan.calibrator().ifPresent(choice -> document.put("calibrator", choice.id()));
        document.put("images", plan.imageCount());
        document.put("batch", plan.batch());
        document.put("profile", plan.profile().ranges());
        return document;
    }

    private Map<String, Object> memory() {
        Map<String, Object> memory = new LinkedHashMap<>();
        memory.put("weightBytes", plan.memory().weightBytes());
        memory.put("tensorBytes", plan.memory().tensorBytes());
        plan.memory().workspaceBytes().ifPresent(bytes -> memory.put("workspaceBytes", bytes));
        return memory;
    }

    private long nodes() {
        return plan.model().graph().nodes().stream()
                .filter(node -> !node.opType().equals("Constant"))
                .count();
    }

    private List<String> inputs() {
        return plan.model().graph().inputs().stream().map(this::input).toList();
    }

    private String input(ValueSpec input) {
        String sizes = plan.profile().ranges().stream()
                .filter(range -> range.input().equals(input.name()))
                .map(ShapeRange::toString)
                .findFirst()
                .orElse(input.name() + " "
                        + String.join(
                                "x",
                                input.shape().dimensions().stream()
                                        .map(String::valueOf)
                                        .toList()));
        return sizes + " " + input.type().name().toLowerCase(Locale.ROOT);
    }

    private String calibrator() {
        if (plan.calibrator().isEmpty()) {
            return plan.precision().isQdq() ? "none: the model has its ranges" : "none";
        }
        CalibratorChoice choice = plan.calibrator().get();
        String who = choice.id();
        if (plan.images().isEmpty()) {
            return who + (choice.isOctets() ? ", from the calibration table" : ", from the calibration cache");
        }
        return choice.isOctets()
                ? who + ", " + plan.imageCount() + " images"
                : who + ", " + plan.imageCount() / plan.batch() + " batches of " + plan.batch() + " images";
    }
}
