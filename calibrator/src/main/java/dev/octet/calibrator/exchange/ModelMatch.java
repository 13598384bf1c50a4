package dev.octet.calibrator.exchange;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.PlacementPlanner;
import dev.octet.calibrator.place.QuantizedTensor;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a file of ranges goes with a model.
 *
 * @param wanted the tensors that layers read which are quantized for TensorRT; of a table, those that their ranges
 *     follow from
 * @param missing those of them that the file lacks: their layers run in float
 */
public record ModelMatch(List<String> wanted, List<String> missing) {

    /** How TensorRT names what has no name in ONNX. */
    private static final String UNNAMED = "(Unnamed Layer*";

    private static final int TOLD = 5;

    public ModelMatch {
        wanted = List.copyOf(wanted);
        missing = List.copyOf(missing);
    }

    /**
     * Checks that the file was made for the model.
     *
     * @param content what the file holds
     * @param file its path, for messages
     * @param model the float model
     * @throws ToolkitException {@code INTEGRITY} when it was made for another one: the table's hash differs, or most
     *     names are not the model's; {@code BAD_INPUT} when some names are not
     */
    public static ModelMatch require(RangeFile content, Path file, OnnxModel model) {
        if (content instanceof TableRanges ranges) {
            ranges.table().requireModel(model.sha256(), model.name());
        }
        Graph graph = model.graph();
        Set<String> known = names(graph);
        List<String> named = content.tensors().stream()
                .filter(name -> !name.startsWith(UNNAMED))
                .toList();
        List<String> unknown =
                named.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw refusal(content, file, model, named.size(), unknown);
        }
        Placement placement = PlacementPlanner.plan(graph, DeploymentTarget.tensorRt(), List.of());
        List<String> wanted = content instanceof TableRanges
                ? placement.observedTensors()
                : placement.tensors().stream().map(QuantizedTensor::tensor).toList();
        List<String> missing = wanted.stream()
                .filter(name -> !content.tensors().contains(name))
                .toList();
        return new ModelMatch(wanted, missing);
    }

    private static Set<String> names(Graph graph) {
        Set<String> names = new HashSet<>();
        graph.inputs().forEach(input -> names.add(input.name()));
        graph.nodes().forEach(node -> names.addAll(node.outputs()));
        graph.initializers().forEach(constant -> names.add(constant.name()));
        return names;
    }

    private static ToolkitException refusal(
            RangeFile content, Path file, OnnxModel model, int named, List<String> unknown) {
        boolean another = 2 * unknown.size() > named;
        List<String> told = unknown.stream().limit(TOLD).map(FileText::quoted).toList();
        int more = unknown.size() - told.size();
        String which = String.join(", ", told) + (more == 0 ? "." : " and " + more + " more.");
        return new ToolkitException(
                another ? FailureKind.INTEGRITY : FailureKind.BAD_INPUT,
                "The " + content.format().title() + " " + file
                        + (another ? " was made for another model: " : " does not quite go with the model: ")
                        + unknown.size() + " of its " + named + " names are no tensor of '" + model.name() + "', "
                        + which,
                "Name the model that it was made for, or rename tensors with 'octet table convert --rename OLD=NEW'.");
    }
}
