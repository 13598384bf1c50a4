package dev.octet.calibrator.torchscript;

import dev.octet.bindings.libtorch.QuantizedEngine;
import dev.octet.bindings.libtorch.ScriptModule;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.FloatTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that was loaded again and run beside ONNX Runtime on the model that it was made from. Roundings of values in the
 * middle between two levels differ, and differences spread from layer to layer in both directions, so there are two
 * comparisons: of each layer on what ONNX Runtime gave it, and from end to end.
 *
 * @param engine that computed the quantized layers
 * @param layers each quantized tensor, made from ONNX Runtime's own
 * @param heads each output, made from ONNX Runtime's own quantized tensors
 * @param outputs each output as the file gives it
 */
public record TorchScriptCheck(
        QuantizedEngine engine, List<LayerSteps> layers, List<OutputSteps> heads, List<OutputSteps> outputs) {

    public TorchScriptCheck {
        layers = List.copyOf(layers);
        heads = List.copyOf(heads);
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
        OnnxModel prepared = TorchScriptExport.prepared(model);
        Conversion replacing = Conversion.replacing(prepared.graph(), model.name());
        ReferenceRun reference = ReferenceRun.of(prepared, replacing.script().replaced(), sample);
        QuantizedEngine engine = exactEngine();
        Optional<QuantizedEngine> before = QuantizedEngine.current();
        engine.use();
        try {
            List<LayerSteps> layers = new ArrayList<>();
            List<OutputSteps> heads = layerByLayer(replacing, prepared, reference, sample, layers);
            return new TorchScriptCheck(engine, layers, heads, endToEnd(made, prepared, reference, sample));
        } finally {
            before.ifPresent(QuantizedEngine::use);
        }
    }

    /** QNNPACK's sums are exact on every processor; it is also what phones have. */
    private static QuantizedEngine exactEngine() {
        return QuantizedEngine.supported().contains(QuantizedEngine.QNNPACK)
                ? QuantizedEngine.QNNPACK
                : QuantizedEngine.current().orElseThrow();
    }

    private static List<OutputSteps> layerByLayer(
            Conversion replacing,
            OnnxModel model,
            ReferenceRun reference,
            Map<String, FloatTensor> sample,
            List<LayerSteps> layers) {
        Script script = replacing.script();
        try (ScriptModule module = TorchScriptExport.filled(script.returning(replacing.outputs()), script.constants());
                TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            List<Tensor> given = inputs(model, sample, scope);
            for (ReferenceRun.Integers integers : reference.integers()) {
                given.add(scope.bytes(integers.values(), integers.shape()));
            }
            List<Tensor> results = module.run(given, scope);
            for (int i = 0; i < reference.integers().size(); i++) {
                ReferenceRun.Integers expected = reference.integers().get(i);
                layers.add(LayerSteps.of(
                        expected.tensor(), expected.values(), results.get(i).bytes()));
            }
            return compared(reference, results.subList(reference.integers().size(), results.size()));
        }
    }

    private static List<OutputSteps> endToEnd(
            TorchScriptModel made, OnnxModel model, ReferenceRun reference, Map<String, FloatTensor> sample) {
        try {
            Path file = Files.createTempFile("octet-script", ".pt");
            try {
                Files.write(file, made.bytes());
                try (ScriptModule module = ScriptModule.load(file);
                        TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
                    return compared(reference, module.run(inputs(model, sample, scope), scope));
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Tensor> inputs(OnnxModel model, Map<String, FloatTensor> sample, TensorScope scope) {
        List<Tensor> given = new ArrayList<>();
        for (ValueSpec input : model.graph().inputs()) {
            FloatTensor tensor = Objects.requireNonNull(sample.get(input.name()), input.name());
            float[] values = new float[tensor.values().capacity()];
            tensor.values().duplicate().rewind().get(values);
            given.add(scope.floats(values, tensor.shape().toArray()));
        }
        return given;
    }

    private static List<OutputSteps> compared(ReferenceRun reference, List<Tensor> results) {
        List<OutputSteps> outputs = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            ReferenceRun.Floats expected = reference.outputs().get(i);
            outputs.add(OutputSteps.of(
                    expected.tensor(),
                    expected.shape(),
                    expected.values(),
                    results.get(i).floats()));
        }
        return outputs;
    }

    /** The largest difference of a quantized tensor that is made from ONNX Runtime's own, in steps. */
    public int layerSteps() {
        return layers.stream().mapToInt(LayerSteps::steps).max().orElse(0);
    }

    /** How many quantized tensors are not ONNX Runtime's to the last integer. */
    public long unequalLayers() {
        return layers.stream().filter(layer -> layer.steps() > 0).count();
    }

    /** The output that differs most when it is made from ONNX Runtime's own quantized tensors. */
    public OutputSteps worstHead() {
        return worst(heads);
    }

    /** The output that differs most from end to end. */
    public OutputSteps worstOutput() {
        return worst(outputs);
    }

    private static OutputSteps worst(List<OutputSteps> all) {
        return all.stream().reduce((a, b) -> b.steps() > a.steps() ? b : a).orElseThrow();
    }
}
