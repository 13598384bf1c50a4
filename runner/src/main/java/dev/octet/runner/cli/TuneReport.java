package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.search.Sensitivity;
import dev.octet.runner.tune.MeasuredPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a tuning measured and chose. */
final class TuneReport {

    private final OnnxModel model;
    private final Tuning.Outcome outcome;
    private final double maxDrop;
    private final boolean annotated;

    TuneReport(OnnxModel model, Tuning.Outcome outcome, double maxDrop, boolean annotated) {
        this.model = model;
        this.outcome = outcome;
        this.maxDrop = maxDrop;
        this.annotated = annotated;
    }

    void printTo(Path file, Console console) {
        console.print(String.format(
                Locale.ROOT,
                "Float mAP %.4f on %d images%s",
                outcome.floatMap(),
                outcome.measured(),
                annotated ? "" : ", against objects drawn from its own detections"));
        Table table = new Table()
                .row(
                        "",
                        "INT8 MACs",
                        "bytes",
                        "mAP",
                        "points lost",
                        "95 % interval",
                        "against own",
                        "expected",
                        "error");
        for (MeasuredPoint point : outcome.choice().points()) {
            table.row(
                    point.equals(outcome.choice().point()) ? "chosen" : "",
                    String.format(Locale.ROOT, "%.1f %%", 100 * point.integerMacs()),
                    Long.toString(point.bytes()),
                    String.format(Locale.ROOT, "%.4f", point.measured().map()),
                    points(point.measured().drop()),
                    "+-" + points(point.measured().margin()),
                    points(point.evidence().detected().drop()),
                    points(point.expected()),
                    String.format(Locale.ROOT, "%.4f", point.point().error()));
        }
        table.printTo(console);
        Table layers = new Table().row("float layer", "operator", "MACs", "bytes more than in INT8");
        costs().forEach(cost ->
                layers.row(cost.node(), cost.operator(), Long.toString(cost.macs()), Long.toString(cost.bytes())));
        layers.printTo(console);
        console.print(
                file + ": " + outcome.choice().point().point().floatNodes().size() + " nodes in float beside the head");
        console.document("octet.tune/1", document(file));
    }

    /**
     * Fails when the accuracy that was asked for was not reached; the recipe is written then all the same.
     */
    void requireMet() {
        if (!outcome.choice().met()) {
            MeasuredPoint best = outcome.choice().point();
            throw new ToolkitException(
                    FailureKind.GATE_FAILED,
                    String.format(
                            Locale.ROOT,
                            "No split loses at most %.2f points: the best found is expected to lose %.2f, %.2f too many,"
                                    + " with %.1f %% of the MACs in INT8. The recipe of that one is written.",
                            100 * maxDrop,
                            100 * best.expected(),
                            100 * (best.expected() - maxDrop),
                            100 * best.integerMacs()),
                    "Raise --max-float-macs or --max-drop.");
        }
    }

    /** For the recipe. */
    Map<String, Object> measured() {
        MeasuredPoint point = outcome.choice().point();
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("images", outcome.measured());
        measured.put("annotated", annotated);
        measured.put("float-map", outcome.floatMap());
        measured.put("map", point.measured().map());
        measured.put("points-lost", 100 * point.measured().drop());
        measured.put("points-margin", 100 * point.measured().margin());
        measured.put("points-expected", 100 * point.expected());
        measured.put("int8-macs", point.integerMacs());
        return measured;
    }

    private record Cost(String node, String operator, long macs, long bytes) {}

    /** What each layer that the search left in float costs. */
    private List<Cost> costs() {
        Graph graph = model.graph();
        Map<Integer, Long> macs = ModelCost.of(graph).macsByNode();
        Set<String> inFloat = outcome.choice().point().point().floatNodes();
        List<Cost> costs = new ArrayList<>();
        for (Node node : graph.nodes()) {
            long operations = macs.getOrDefault(node.id(), 0L);
            if (inFloat.contains(node.name()) && operations > 0) {
                long weights = graph.initializer(node.inputOrEmpty(1))
                        .map(Initializer::shape)
                        .map(shape -> shape.elementCount())
                        .orElse(0L);
                costs.add(new Cost(node.name(), node.opType(), operations, (Float.BYTES - Byte.BYTES) * weights));
            }
        }
        return costs;
    }

    private static String points(double drop) {
        return String.format(Locale.ROOT, "%.2f", 100 * drop);
    }

    private Map<String, Object> document(Path file) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("output", file.toString());
        document.put("annotated", annotated);
        document.put("images", outcome.measured());
        document.put("floatMap", outcome.floatMap());
        document.put("maxDrop", 100 * maxDrop);
        document.put("met", outcome.choice().met());
        document.put("chosen", outcome.choice().chosen());
        document.put(
                "points",
                outcome.choice().points().stream().map(TuneReport::json).toList());
        document.put("floatLayers", costs());
        document.put(
                "sensitivities",
                outcome.search().sensitivities().stream().map(TuneReport::json).toList());
        document.put("search", SearchReport.json(outcome.search()));
        return document;
    }

    private static Map<String, Object> json(MeasuredPoint point) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("floatNodes", point.point().floatNodes());
        entry.put("floatMacs", point.point().floatMacs());
        entry.put("int8MacShare", point.integerMacs());
        entry.put("bytes", point.bytes());
        entry.put("map", point.measured().map());
        entry.put("pointsLost", 100 * point.measured().drop());
        entry.put("pointsMargin", 100 * point.measured().margin());
        entry.put("pointsLostAgainstOwn", 100 * point.evidence().detected().drop());
        entry.put("pointsMarginAgainstOwn", 100 * point.evidence().detected().margin());
        entry.put("pointsExpected", 100 * point.expected());
        entry.put("error", point.point().error());
        return entry;
    }

    private static Map<String, Object> json(Sensitivity one) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("tensors", one.tensors());
        entry.put("nodes", one.nodes());
        entry.put("macs", one.macs());
        entry.put("errorAlone", one.alone());
        entry.put("errorSavedTogether", one.together());
        return entry;
    }
}
