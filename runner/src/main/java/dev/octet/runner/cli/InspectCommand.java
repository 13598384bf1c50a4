package dev.octet.runner.cli;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.PlacementPlanner;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code octet inspect}: what a model is and what quantization would do to it. */
@Command(
        name = "inspect",
        description =
                "Show a model's inputs, outputs, cost and head, and a map of what would be quantized, with reasons.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    private static final long FLOPS_PER_MAC = 2;

    @Parameters(paramLabel = "MODEL", description = "ONNX model.")
    private Path model;

    @Mixin
    private HeadOptions detector;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        OnnxModel loaded = OnnxModel.at(model);
        Console console = output.console();
        Optional<DetectorFace> face = face(loaded);
        face.ifPresent(seen -> HeadOptions.say(seen, console));
        Graph graph = face.map(DetectorFace::graph).orElse(loaded.graph());
        String head = face.flatMap(DetectorFace::head).map(DetectionHead::name).orElse(null);
        Map<String, Placement> placements = new LinkedHashMap<>();
        for (DeploymentTarget target : DeploymentTarget.all()) {
            placements.put(target.name(), PlacementPlanner.plan(graph, target, List.of()));
        }
        NetworkReport map = new NetworkReport(graph, placements);
        print(loaded, head, ModelCost.of(graph), placements, console);
        Optional<Map<String, Object>> pairs = PairReport.print(loaded, console);
        map.printTo(console);
        Map<String, Object> document = document(loaded, head, ModelCost.of(graph), placements, map);
        pairs.ifPresent(found -> document.put("pairs", found));
        console.document("octet.inspect/1", document);
        return ExitCode.OK.number();
    }

    /** As a detector, if it is one: whatever is not can be inspected as well. */
    private Optional<DetectorFace> face(OnnxModel loaded) {
        try {
            return Optional.of(detector.face(loaded));
        } catch (ToolkitException e) {
            if (detector.isGiven()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static void print(
            OnnxModel loaded,
            @Nullable String head,
            ModelCost cost,
            Map<String, Placement> placements,
            Console console) {
        console.print(loaded.name() + ": opset " + loaded.opset() + ", " + loaded.sizeBytes() + " bytes, head "
                + (head == null ? "not recognised" : head));
        loaded.graph().inputs().forEach(v -> console.print("input   " + v.name() + " " + v.type() + " " + v.shape()));
        loaded.graph().outputs().forEach(v -> console.print("output  " + v.name() + " " + v.type() + " " + v.shape()));
        console.print(String.format(
                Locale.ROOT,
                "parameters %.1f M (%,d), FLOPs %.1f G (2 x %,d MACs)",
                cost.parameters() / MEGA,
                cost.parameters(),
                FLOPS_PER_MAC * cost.macs() / GIGA,
                cost.macs()));
        console.print("operators " + cost.operators());
        placements.forEach((target, placement) -> console.print("--target " + target + ": "
                + placement.layers().size() + " layers in INT8, "
                + placement.tensors().size()
                + " tensors with Q/DQ"));
        console.print("");
    }

    private static Map<String, Object> document(
            OnnxModel loaded,
            @Nullable String head,
            ModelCost cost,
            Map<String, Placement> placements,
            NetworkReport map) {
        Map<String, Object> decisions = new LinkedHashMap<>();
        placements.forEach((target, placement) -> decisions.put(target, Decisions.json(placement.decisions())));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", loaded.name());
        document.put("sha256", loaded.sha256());
        document.put("bytes", loaded.sizeBytes());
        document.put("opset", loaded.opset());
        document.put("inputs", values(loaded.graph().inputs()));
        document.put("outputs", values(loaded.graph().outputs()));
        document.put("parameters", cost.parameters());
        document.put("macs", cost.macs());
        document.put("flops", FLOPS_PER_MAC * cost.macs());
        document.put("operators", cost.operators());
        document.put("head", head);
        document.put("map", map.json());
        document.put("placements", decisions);
        return document;
    }

    private static List<Map<String, Object>> values(List<ValueSpec> values) {
        return values.stream()
                .map(v -> Map.<String, Object>of(
                        "name", v.name(),
                        "type", v.type().name(),
                        "shape", v.shape().dimensions()))
                .toList();
    }
}
