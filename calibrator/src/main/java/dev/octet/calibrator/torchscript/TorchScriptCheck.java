package dev.octet.calibrator.torchscript;

import dev.octet.bindings.libtorch.QuantizedEngine;
import dev.octet.bindings.libtorch.ScriptModule;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.FloatTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that was loaded again and run beside ONNX Runtime on the model that it was made from.
 *
 * @param engine that computed its quantized layers
 * @param outputs of the model, in its order
 */
public record TorchScriptCheck(QuantizedEngine engine, List<OutputSteps> outputs) {

    public TorchScriptCheck {
        outputs = List.copyOf(outputs);
    }

    /**
     * Runs both.
     *
     * @param made the file
     * @param model that it was made from
     * @param sample a tensor for each input
     * @throws dev.octet.bindings.failure.ToolkitException {@code NATIVE_FAILURE} when the file cannot be loaded or run
     */
    public static TorchScriptCheck of(TorchScriptModel made, OnnxModel model, Map<String, FloatTensor> sample) {
        List<String> inputs =
                model.graph().inputs().stream().map(ValueSpec::name).toList();
        QuantizedEngine engine = exactEngine();
        List<float[]> torch = torch(made, engine, inputs, sample);
        List<OutputSteps> outputs = new ArrayList<>();
        try (Session session = ModelSession.open(model, SessionOptions.defaults())) {
            Map<String, HostTensor> given = HostTensors.of(sample);
            try {
                Map<String, HostTensor> expected = session.run(given);
                for (ValueSpec output : model.graph().outputs()) {
                    try (HostTensor tensor = expected.get(output.name())) {
                        outputs.add(OutputSteps.of(
                                output.name(), tensor.shape(), floats(tensor), torch.get(outputs.size())));
                    }
                }
            } finally {
                given.values().forEach(HostTensor::close);
            }
        }
        return new TorchScriptCheck(engine, outputs);
    }

    /** QNNPACK's sums are exact on every processor; it is also what phones have. */
    private static QuantizedEngine exactEngine() {
        return QuantizedEngine.supported().contains(QuantizedEngine.QNNPACK)
                ? QuantizedEngine.QNNPACK
                : QuantizedEngine.current().orElseThrow();
    }

    private static float[] floats(HostTensor tensor) {
        FloatBuffer values = tensor.floats().duplicate().rewind();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
    }

    private static List<float[]> torch(
            TorchScriptModel made, QuantizedEngine engine, List<String> inputs, Map<String, FloatTensor> sample) {
        Optional<QuantizedEngine> before = QuantizedEngine.current();
        engine.use();
        try {
            Path file = Files.createTempFile("octet-script", ".pt");
            try {
                Files.write(file, made.bytes());
                return run(file, inputs, sample);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            before.ifPresent(QuantizedEngine::use);
        }
    }

    private static List<float[]> run(Path file, List<String> inputs, Map<String, FloatTensor> sample) {
        try (ScriptModule module = ScriptModule.load(file);
                TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            List<Tensor> given = inputs.stream()
                    .map(name -> {
                        FloatTensor tensor = sample.get(name);
                        return scope.floats(
                                tensor.values().duplicate().rewind(),
                                tensor.shape().toArray());
                    })
                    .toList();
            return module.run(given, scope).stream().map(Tensor::floats).toList();
        }
    }

    /** The output that differs most. */
    public OutputSteps worst() {
        return outputs.stream()
                .reduce((a, b) -> b.steps() > a.steps() ? b : a)
                .orElseThrow();
    }
}
