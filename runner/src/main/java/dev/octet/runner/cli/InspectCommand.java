package dev.octet.runner.cli;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.NodeDecision;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.PlacementPlanner;
import dev.octet.calibrator.place.Precision;
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
        description = "Show a model's inputs, outputs, operators, cost, head, and what would be quantized.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "ONNX model.")
    private Path model;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        OnnxModel loaded = OnnxModel.at(model);
        Graph graph = loaded.graph();
        ModelCost cost = ModelCost.of(graph);
        String head = head(loaded);
        Console console = output.console();
        console.print(loaded.name() + ": opset " + loaded.opset() + ", " + loaded.sizeBytes() + " bytes, head "
                + (head == null ? "not recognised" : head));
        graph.inputs().forEach(v -> console.print("input   " + v.name() + " " + v.type() + " " + v.shape()));
        graph.outputs().forEach(v -> console.print("output  " + v.name() + " " + v.type() + " " + v.shape()));
        console.print(String.format(Locale.ROOT, "parameters %,d, MACs %,d", cost.parameters(), cost.macs()));
        console.print("operators " + cost.operators());
        Map<String, Object> placements = new LinkedHashMap<>();
        for (DeploymentTarget target : DeploymentTarget.all()) {
            Placement placement = PlacementPlanner.plan(graph, target, List.of());
            print(target, placement, console);
            placements.put(target.name(), Decisions.json(placement.decisions()));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", loaded.name());
        document.put("sha256", loaded.sha256());
        document.put("bytes", loaded.sizeBytes());
        document.put("opset", loaded.opset());
        document.put("inputs", values(graph.inputs()));
        document.put("outputs", values(graph.outputs()));
        document.put("parameters", cost.parameters());
        document.put("macs", cost.macs());
        document.put("operators", cost.operators());
        document.put("head", head);
        document.put("placements", placements);
        console.document("octet.inspect/1", document);
        return ExitCode.OK.number();
    }

    private static @Nullable String head(OnnxModel model) {
        try {
            Optional<DetectionHead> head = DetectorFace.of(model).head(null);
            return head.map(DetectionHead::name).orElse(null);
        } catch (dev.octet.bindings.failure.ToolkitException e) {
            return null;
        }
    }

    private static List<Map<String, Object>> values(List<ValueSpec> values) {
        return values.stream()
                .map(v -> Map.<String, Object>of(
                        "name", v.name(),
                        "type", v.type().name(),
                        "shape", v.shape().dimensions()))
                .toList();
    }

    private static void print(DeploymentTarget target, Placement placement, Console console) {
        console.print("");
        console.print("--target " + target.name() + ": " + placement.layers().size() + " layers in INT8, "
                + placement.tensors().size() + " tensors with Q/DQ; in float:");
        Table table = new Table();
        for (NodeDecision decision : placement.decisions()) {
            if (decision.precision() == Precision.FLOAT && Body.isWeighted(decision.node())) {
                table.row(
                        "  " + decision.node().name(),
                        decision.node().opType(),
                        decision.reason().text());
            }
        }
        table.printTo(console);
    }
}
