package dev.octet.calibrator.finetune;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.libtorch.Gradients;
import dev.octet.bindings.libtorch.LibTorch;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.bindings.session.PinnedOutputs;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.calibrator.model.Graph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A quantized network as training computes it, on libtorch: what a file says of itself in ONNX Runtime can be held against it.
 * Runs of several threads happen one after the other. The shapes of outputs must be known.
 */
public final class StudentSession implements Session {

    private final Student student;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;

    private StudentSession(Student student, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this.student = student;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * Opens a session on the processor.
     *
     * @param start the network
     * @param wanted the tensors that runs give
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when libtorch is not here or the model has
     *     operators that it is not trained through
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    public static StudentSession open(TrainingStart start, List<String> wanted) {
        Graph graph = start.teacher().graph();
        List<TensorSpec> inputs =
                graph.inputs().stream().map(input -> spec(graph, input.name())).toList();
        List<TensorSpec> outputs =
                wanted.stream().map(name -> spec(graph, name)).toList();
        return new StudentSession(Student.of(start, wanted, false, TorchDevice.cpu()), inputs, outputs);
    }

    private static TensorSpec spec(Graph graph, String name) {
        long[] shape = graph.shape(name).orElseThrow().toArray();
        return new TensorSpec(
                name, ElementType.FLOAT, Arrays.stream(shape).boxed().toList());
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public synchronized void run(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs) {
        PinnedOutputs.requireSome(pinnedOutputs);
        compute(inputs).forEach((name, values) -> {
            HostTensor into = pinnedOutputs.get(name);
            if (into != null) {
                into.floats().put(values);
            }
        });
    }

    @Override
    public synchronized Map<String, HostTensor> run(Map<String, HostTensor> inputs) {
        Map<String, float[]> computed = compute(inputs);
        Map<String, HostTensor> made = new LinkedHashMap<>();
        for (TensorSpec output : outputs) {
            made.put(
                    output.name(),
                    HostTensor.copyOf(Objects.requireNonNull(computed.get(output.name())), output.sizes()));
        }
        return made;
    }

    private Map<String, float[]> compute(Map<String, HostTensor> given) {
        try (TensorScope step = TensorScope.open(TorchDevice.cpu())) {
            Map<String, Tensor> tensors = new HashMap<>();
            given.forEach((name, tensor) -> {
                float[] values = new float[(int) tensor.elementCount()];
                tensor.floats().get(values);
                tensors.put(name, step.floats(values, tensor.shape()));
            });
            Map<String, float[]> values = new HashMap<>();
            Gradients.off(() -> student.run(tensors, step))
                    .forEach((name, tensor) -> values.put(name, tensor.floats()));
            return values;
        }
    }

    @Override
    public String backend() {
        return LibTorch.library().name() + " " + LibTorch.library().version();
    }

    @Override
    public void close() {
        student.close();
    }
}
