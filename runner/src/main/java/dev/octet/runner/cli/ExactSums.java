package dev.octet.runner.cli;

import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.model.OnnxModel;

/** Says where this processor runs a model with slower kernels than others do. */
final class ExactSums {

    private ExactSums() {}

    /** One line for a model whose sums would saturate here. */
    static void say(OnnxModel model, Console console) {
        if (ModelSession.needsExactSums(model)) {
            console.say(
                    "This CPU has no VNNI: " + model.name() + " runs with exact sums here, by ONNX Runtime's slower"
                            + " kernels. Set session.x64quantprecision to 1 where you run it, or quantize with --reduced-range.");
        }
    }
}
