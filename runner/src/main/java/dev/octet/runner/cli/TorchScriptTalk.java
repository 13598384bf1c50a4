package dev.octet.runner.cli;

import dev.octet.bindings.libtorch.LibTorch;
import dev.octet.calibrator.torchscript.OutputSteps;
import dev.octet.calibrator.torchscript.TorchScriptCheck;
import java.util.Locale;

/** How a TorchScript file came out beside ONNX Runtime, in words. */
final class TorchScriptTalk {

    private TorchScriptTalk() {}

    /** Layer by layer, and from end to end. */
    static void say(TorchScriptCheck check, Console console) {
        console.print(String.format(
                Locale.ROOT,
                "Loaded again and run on one picture (libtorch %s, %s). Made from ONNX Runtime's own, each of %d quantized"
                        + " tensors is at most %d off ONNX Runtime's integers, %d are equal, and the outputs within %.2g"
                        + " steps.",
                LibTorch.library().version(),
                check.engine().text(),
                check.layers().size(),
                check.layerSteps(),
                check.layers().size() - check.unequalLayers(),
                check.worstHead().steps()));
        for (OutputSteps output : check.outputs()) {
            console.print(String.format(
                    Locale.ROOT,
                    "From end to end, where roundings of halves spread: %.3f %% of output %s differs by more than half a"
                            + " step, the most by %.1f steps (%.4g).",
                    100 * output.share(),
                    output.name(),
                    output.steps(),
                    output.largest()));
        }
    }
}
