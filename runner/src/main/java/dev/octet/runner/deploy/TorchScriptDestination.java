package dev.octet.runner.deploy;

import dev.octet.calibrator.torchscript.OutputSteps;
import dev.octet.calibrator.torchscript.TorchScriptCheck;
import dev.octet.calibrator.torchscript.TorchScriptExport;
import dev.octet.calibrator.torchscript.TorchScriptModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A TorchScript file.
 *
 * @param model what to write
 * @param check how it came out beside ONNX Runtime
 */
public record TorchScriptDestination(TorchScriptModel model, TorchScriptCheck check) implements Destination {

    /** As {@code --to} names it. */
    public static final String NAME = "torchscript";

    private static final String ENGINES = "Its quantized layers need one of libtorch's engines: qnnpack, on phones and"
            + " everywhere, or x86 (fbgemm, onednn) on x86-64. Without VNNI, x86 and fbgemm saturate sums: say"
            + " torch.backends.quantized.engine = 'qnnpack' before loading the file there.";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Exported writeTo(Path output) {
        model.writeTo(output);
        boolean mobile = model.format() == TorchScriptExport.Format.MOBILE;
        OutputSteps worst = check.worstOutput();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("form", mobile ? "mobile" : "torchscript");
        facts.put("integerNodes", model.integerNodes());
        facts.put("floatNodes", model.floatNodes());
        facts.put("checkedWith", check.engine().text());
        facts.put("quantizedTensors", check.layers().size());
        facts.put("unequalTensors", check.unequalLayers());
        facts.put("largestTensorSteps", check.layerSteps());
        facts.put("largestHeadSteps", check.worstHead().steps());
        facts.put("largestOutputSteps", worst.steps());
        facts.put("outputShareBeyondHalfStep", worst.share());
        return new Exported(
                output,
                List.of(ExportedFile.of(String.valueOf(output.getFileName()), output)),
                facts,
                List.of(
                        mobile
                                ? "Form: TorchScript with bytecode for PyTorch Mobile's lite interpreter."
                                : "Form: TorchScript, for torch.jit.load and torch::jit::load.",
                        ENGINES),
                "python -c \"import torch; print(torch.jit.load('" + output + "').code)\"");
    }
}
