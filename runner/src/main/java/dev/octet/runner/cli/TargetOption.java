package dev.octet.runner.cli;

import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.place.DeploymentTarget;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a model will run. */
final class TargetOption {

    @Option(
            names = "--target",
            paramLabel = "NAME",
            required = true,
            description = "Where the model will run: onnxruntime or tensorrt.")
    private String target;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The target, and a line where this machine is not one that it is fast on. */
    DeploymentTarget named(boolean reducedRange, Console console) {
        DeploymentTarget named = DeploymentTarget.named(target)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Invalid value for option '--target': '" + target + "' is not one of onnxruntime, tensorrt"));
        if (reducedRange) {
            console.say("Reduced range: weights have 7 bits.");
            return named.withReducedRange();
        }
        if (named.fitsIntegerKernels() && !Machine.current().hasVnni()) {
            console.say(
                    "This CPU has no VNNI: INT8 gains less here, and an application has to ask ONNX Runtime for exact"
                            + " sums (session.x64quantprecision = 1). See --reduced-range.");
        }
        return named;
    }
}
