package dev.octet.calibrator.finetune;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Gradients;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The loss of a student against its teacher for one image: that of the outputs, and the mean over the features of
 * {@code sum (s - t)^2 / (sum t^2 + 1)}. Features are what the last convolutions read and what Concats in the body make, the
 * ends of a detector's blocks (after NVIDIA's yolov7_qat, which compares the outputs of top-level blocks). Owner of the
 * teacher.
 */
final class Distillation implements AutoCloseable {

    private final TorchGraph teacher;
    private final OutputLoss outputs;
    private final List<String> features;
    private final FinetuneSettings settings;

    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    Distillation(TrainingStart start, OutputLoss outputs, FinetuneSettings settings, TorchDevice device) {
        this.outputs = outputs;
        this.settings = settings;
        this.features = settings.featureWeight() > 0 ? features(start.teacher().graph(), outputs) : List.of();
        this.teacher = TorchGraph.of(start.teacher(), tensors(), device);
    }

    private static List<String> features(Graph graph, OutputLoss outputs) {
        Body body = Body.of(graph);
        Set<String> features = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            if (node.opType().equals("Concat") && body.contains(node)) {
                features.add(node.outputs().get(0));
            } else if (body.isLast(node)) {
                features.add(node.inputs().get(0));
            }
        }
        outputs.tensors().forEach(features::remove);
        graph.inputs().forEach(input -> features.remove(input.name()));
        features.removeIf(name -> graph.initializer(name).isPresent());
        return List.copyOf(features);
    }

    /** The tensors that both networks are run up to. */
    List<String> tensors() {
        List<String> all = new ArrayList<>(features);
        all.addAll(outputs.tensors());
        return all;
    }

    /** The features that are compared. */
    List<String> features() {
        return features;
    }

    /** The loss for one image; gradients go to the student only. */
    Tensor of(Map<String, FloatTensor> image, Student student, TensorScope step) {
        Map<String, Tensor> inputs = new HashMap<>();
        image.forEach((name, tensor) -> inputs.put(name, tensor(tensor, step)));
        Map<String, Tensor> expected = Gradients.off(() -> teacher.run(inputs, step));
        Map<String, Tensor> seen = student.run(inputs, step);
        Arithmetic arithmetic = Arithmetic.in(step);
        Tensor loss = arithmetic.scaled(outputs.between(expected, seen, step), settings.outputWeight());
        for (String name : features) {
            Tensor error = OutputLoss.relativeSquares(
                    Objects.requireNonNull(expected.get(name), name),
                    Objects.requireNonNull(seen.get(name), name),
                    step);
            loss = arithmetic.add(loss, arithmetic.scaled(error, settings.featureWeight() / features.size()));
        }
        return loss;
    }

    static Tensor tensor(FloatTensor tensor, TensorScope step) {
        float[] values = new float[tensor.values().limit()];
        tensor.values().get(0, values);
        return step.floats(values, tensor.shape().toArray());
    }

    @Override
    public void close() {
        teacher.close();
    }
}
