package dev.octet.runner.cli;

import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.model.OnnxModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet calibrate}: observe activations over images and write the calibration table. */
@Command(
        name = "calibrate",
        description = "Run images through a float model and write what its activations were.",
        mixinStandardHelpOptions = true)
final class CalibrateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "Float ONNX model.")
    private Path model;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "File to write.")
    private Path file;

    @Mixin
    private ImageOptions images;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (images.images == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--images=DIR'");
        }
        Console console = output.console();
        long start = System.nanoTime();
        AtomicFile.requireWritable(file);
        ImageOptions.loadAhead();
        OnnxModel loaded = OnnxModel.at(model);
        CalibrationRequest.Outcome outcome = CalibrationRequest.run(loaded, images.images, images, console);
        outcome.calibration().writeTo(file);
        double seconds = (System.nanoTime() - start) / 1e9;
        long count = outcome.calibration().table().provenance().images().images();
        int tensors = outcome.calibration().table().tensors().size();
        console.print(String.format(Locale.ROOT, "%d images, %d tensors, %.1f s: %s", count, tensors, seconds, file));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("output", file.toString());
        document.put("images", count);
        document.put("tensors", tensors);
        document.put("seconds", seconds);
        document.put("preprocess", outcome.calibration().table().provenance().preprocess());
        document.put("badImages", ImageOptions.json(outcome.badImages()));
        document.put("warnings", outcome.calibration().warnings());
        console.document("octet.calibrate/1", document);
        console.suggest("octet quantize " + model + " --calibration " + file + " --target onnxruntime -o OUT.onnx");
        return ExitCode.OK.number();
    }
}
