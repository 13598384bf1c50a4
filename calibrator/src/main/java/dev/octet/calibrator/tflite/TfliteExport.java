package dev.octet.calibrator.tflite;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.QuantizationPlan;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.rewrite.QdqRewriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.TensorType;

/**
 * From an ONNX model to a TensorFlow Lite file. Images stand as {@code [N, H, W, C]}; the layout is carried through the graph,
 * so that values move only where the graph itself moves them. Outputs have the shapes of the ONNX model.
 */
public final class TfliteExport {

    private final TfliteDescription description;
    private final Map<String, String> facts;

    private TfliteExport(TfliteDescription description, Map<String, String> facts) {
        this.description = description;
        this.facts = Map.copyOf(facts);
    }

    /**
     * An export.
     *
     * @param description for those who use the file
     * @param facts for the file's metadata, by key
     */
    public static TfliteExport of(TfliteDescription description, Map<String, String> facts) {
        return new TfliteExport(description, facts);
    }

    /**
     * A model that computes in floats.
     *
     * @param model float32, the size of its input fixed
     * @param precision one that needs no calibration
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when an operator has no counterpart,
     *     {@code BAD_INPUT} when a size is open
     */
    public TfliteModel inFloats(OnnxModel model, TflitePrecision precision) {
        if (precision.needsCalibration()) {
            throw new IllegalArgumentException("precision " + precision + " needs a calibration");
        }
        OnnxModel upgraded = model.upgradedTo(Math.max(model.opset(), QdqRewriter.MINIMUM_OPSET));
        return write(upgraded.graph(), new NumberPlan.Floats(), precision, DeploymentTarget.tflite(), List.of());
    }

    /**
     * A model that computes in integers.
     *
     * @param plan made for {@link DeploymentTarget#tflite()}
     * @param calibration that it was made from; of every tensor for {@link TflitePrecision#INT8}
     * @param precision one that needs a calibration
     * @param integerFace true for inputs and outputs of int8, false for float32
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when an operator has no counterpart,
     *     {@code BAD_INPUT} when a size is open or a tensor was not observed
     */
    public TfliteModel inIntegers(
            QuantizationPlan plan, Calibration calibration, TflitePrecision precision, boolean integerFace) {
        if (!precision.needsCalibration()) {
            throw new IllegalArgumentException("precision " + precision + " takes no calibration");
        }
        IntegerNumbers numbers = new IntegerNumbers(plan, calibration, precision == TflitePrecision.INT8, integerFace);
        return write(plan.model().graph(), numbers, precision, plan.target(), numbers.remarks());
    }

    private TfliteModel write(
            Graph graph, NumberPlan plan, TflitePrecision precision, DeploymentTarget target, List<String> remarks) {
        Conversion conversion = Conversion.of(graph, plan, precision.storage(), target);
        LiteGraph lite = conversion.lite();
        Map<String, byte[]> metadata = new LinkedHashMap<>();
        metadata.put(LiteMetadata.NAME, LiteMetadata.of(description, names(graph.inputs()), names(graph.outputs())));
        metadata.put(StoredFacts.NAME, StoredFacts.of(facts, lite, conversion.values()));
        byte[] file = LiteFile.of(lite, "Written by Octet", metadata);
        if (!description.labels().isEmpty()) {
            String labels = String.join("\n", description.labels()) + "\n";
            file = StoredArchive.behind(file, LiteMetadata.LABELS, labels.getBytes(StandardCharsets.UTF_8));
        }
        return new TfliteModel(
                file,
                precision,
                counts(graph, conversion, plan),
                conversion.values().transposes(),
                remarks);
    }

    private static List<String> names(List<ValueSpec> values) {
        return values.stream().map(ValueSpec::name).toList();
    }

    private static TfliteModel.Counts counts(Graph graph, Conversion conversion, NumberPlan plan) {
        int[] counts = new int[3];
        for (Node node : graph.nodes()) {
            if (conversion.values().has(node.outputs().get(0)) || conversion.isFused(node)) {
                byte type = plan.type(node);
                counts[type == TensorType.INT8 ? 0 : type == TensorType.INT16 ? 1 : 2]++;
            }
        }
        return new TfliteModel.Counts(counts[0], counts[1], counts[2]);
    }
}
