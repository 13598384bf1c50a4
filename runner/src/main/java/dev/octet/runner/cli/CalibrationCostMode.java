package dev.octet.runner.cli;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.backend.Backend;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --calibration-cost}: what a calibration takes beside the bare model. */
final class CalibrationCostMode implements BenchmarkMode {

    @Option(
            names = "--calibration-cost",
            description = "Time 'octet calibrate' over --images, in turns with the bare model on the same images.")
    private boolean calibrationCost;

    @Override
    public String option() {
        return "--calibration-cost";
    }

    @Override
    public boolean isAsked() {
        return calibrationCost;
    }

    @Override
    public int run(BenchmarkRequest request) {
        Path folder = request.images().images;
        if (folder == null) {
            throw request.wrong("'--calibration-cost' needs '--images=DIR'");
        }
        request.check(Optional.empty());
        if (Backend.of(request.model()) != Backend.ONNXRUNTIME) {
            throw request.wrong("'--calibration-cost' needs an ONNX model, " + request.model() + " is "
                    + (Backend.of(request.model()) == Backend.TENSORRT ? "an engine" : "a TensorFlow Lite model"));
        }
        OnnxModel loaded = OnnxModel.at(request.model());
        MemoryGuard.check(loaded);
        try (CalibrationCost cost = new CalibrationCost(loaded, folder, request.images(), request.console())) {
            CalibrationCost.print(cost.measure(), request.console());
        }
        return ExitCode.OK.number();
    }
}
