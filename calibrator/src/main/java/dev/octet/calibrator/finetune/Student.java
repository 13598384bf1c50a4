package dev.octet.calibrator.finetune;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.place.QuantizedTensor;
import dev.octet.calibrator.rewrite.LayerWeights;
import dev.octet.calibrator.rewrite.RewriteRequest;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.scheme.QuantizationParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network that is trained: rounds exactly where the file that is written from it will. Owner of what is trained. */
final class Student implements AutoCloseable {

    private static final String FACT = "octet.finetune.steps";

    private final TrainingStart start;
    private final TorchGraph graph;
    private final TensorScope scope;
    private final ActivationScales activations;
    private final TrainedConstants constants;
    private final Map<String, LayerScales> layers = new LinkedHashMap<>();
    private final Map<String, LayerScales> byWeights = new HashMap<>();
    private final List<Trainable> trainables = new ArrayList<>();

    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    private Student(TrainingStart start, List<String> wanted, boolean learnsScales, TorchDevice device) {
        this.start = start;
        this.graph = TorchGraph.of(start.student(), wanted, device);
        this.scope = TensorScope.open(device);
        this.constants = new TrainedConstants(scope);
        this.activations = new ActivationScales(start.student().graph(), start.request(), scope);
        Map<String, Node> inGraph = new HashMap<>();
        graph.graph().nodes().forEach(node -> inGraph.put(node.outputs().get(0), node));
        for (Node layer : start.request().placement().layers()) {
            Node node = inGraph.get(layer.outputs().get(0));
            if (node != null) {
                addLayer(node);
            }
        }
        graph.graph().nodes().stream().filter(Body::isWeighted).forEach(this::addConstants);
        constants
                .names()
                .forEach(name -> trainables.add(new Trainable(name, constants.offset(name), constants.kind(name))));
        if (learnsScales) {
            trainables.add(new Trainable("activations", activations.logarithms(), Trainable.Kind.ACTIVATION_SCALES));
            byWeights.forEach(
                    (name, layer) -> trainables.add(new Trainable(name, layer.gains(), Trainable.Kind.WEIGHT_SCALES)));
        }
        trainables.sort(java.util.Comparator.comparing(Trainable::name));
        trainables.forEach(trainable -> trainable.values().requireGradient());
    }

    /**
     * A student.
     *
     * @param wanted the tensors that it is judged by
     * @param learnsScales whether scales are trained too
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    static Student of(TrainingStart start, List<String> wanted, boolean learnsScales, TorchDevice device) {
        return new Student(start, wanted, learnsScales, device);
    }

    private void addLayer(Node node) {
        LayerWeights weights = LayerWeights.of(graph.graph(), node);
        QuantizationParameters input = start.request().activations().get(readBy(node));
        double inputScale = input == null ? 1 : input.scale();
        LayerScales scales = byWeights.computeIfAbsent(
                "scales of " + weights.key(),
                key -> new LayerScales(weights, start.request().target(), inputScale, scope));
        layers.put(node.outputs().get(0), scales);
    }

    private static String readBy(Node node) {
        return node.inputs().get(0);
    }

    private void addConstants(Node node) {
        for (int i = 1; i < Math.min(3, node.inputs().size()); i++) {
            String name = node.inputs().get(i);
            Optional<Initializer> constant =
                    name.isEmpty() ? Optional.empty() : graph.graph().initializer(name);
            if (constant.isEmpty() || constants.knows(name)) {
                continue;
            }
            Optional<LayerScales> scales = layer(node);
            if (i == 1) {
                constants.addWeights(constant.get(), graph.constant(name), scales);
            } else {
                constants.addBias(constant.get(), graph.constant(name), scales);
            }
        }
    }

    /** What is trained, by name. */
    List<Trainable> trainables() {
        return trainables;
    }

    /** The wanted tensors. */
    Map<String, Tensor> run(Map<String, Tensor> inputs, TensorScope step) {
        return graph.run(inputs, step, new StudentRounding(this, step));
    }

    Graph graph() {
        return graph.graph();
    }

    RewriteRequest request() {
        return start.request();
    }

    ActivationScales activations() {
        return activations;
    }

    TrainedConstants constants() {
        return constants;
    }

    /** How the weights of a layer are rounded; nothing where they are not. */
    Optional<LayerScales> layer(Node node) {
        return Optional.ofNullable(layers.get(node.outputs().get(0)));
    }

    /** The start with what was trained in the place of what was there. */
    TrainingStart trained(int steps) {
        ModelEditor editor = start.student().edit();
        for (String name : constants.names()) {
            long[] shape = graph.graph().initializer(name).orElseThrow().shape().toArray();
            editor.addInitializer(Initializer.ofFloats(name, constants.values(name), shape));
        }
        float[] logarithms = activations.logarithms().floats();
        Map<String, QuantizationParameters> parameters = new HashMap<>();
        for (QuantizedTensor placed : start.request().placement().tensors()) {
            parameters.put(placed.tensor(), activations.parameters(placed.tensor(), logarithms));
        }
        Map<String, ChannelQuantization> integers = new HashMap<>();
        for (LayerScales layer : byWeights.values()) {
            integers.put(
                    layer.layer().key(),
                    layer.quantized(constants.values(layer.layer().weights().name())));
        }
        RewriteRequest request = start.request().trained(parameters, integers, FACT, Integer.toString(steps));
        return new TrainingStart(start.teacher(), editor.build(), request);
    }

    @Override
    public void close() {
        scope.close();
        graph.close();
    }
}
