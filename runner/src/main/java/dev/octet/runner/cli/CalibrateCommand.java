package dev.octet.runner.cli;

import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.table.CalibrationTable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "Float ONNX model.")
    @Nullable
    private Path model;

    @Option(
            names = "--merge",
            arity = "2..*",
            paramLabel = "FILE",
            description = "In place of MODEL and --images: tables of parts of the images, to make one.")
    private List<Path> parts = List.of();

    @Option(names = "--resume", description = "Go on with what a stopped run has left beside the output.")
    private boolean resume;

    @Option(
            names = "--every-tensor",
            description = "Observe the head and its decode too, for a TensorRT cache without gaps.")
    private boolean everyTensor;

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
        Console console = output.console();
        if (!parts.isEmpty()) {
            merge(console);
        } else if (model != null && images.images != null) {
            observe(model, images.images, console);
        } else {
            throw new ParameterException(
                    spec.commandLine(),
                    model == null
                            ? "Give a MODEL with '--images=DIR', or '--merge=FILE...'"
                            : "Missing required option: '--images=DIR'");
        }
        return ExitCode.OK.number();
    }

    private void merge(Console console) {
        if (model != null || images.images != null || resume || everyTensor) {
            throw new ParameterException(
                    spec.commandLine(), "'--merge' goes without MODEL, '--images', '--resume' and '--every-tensor'");
        }
        AtomicFile.requireWritable(file);
        CalibrationTable table = CalibrationTable.at(parts.get(0));
        for (Path part : parts.subList(1, parts.size())) {
            table = table.merge(CalibrationTable.at(part));
        }
        table.writeTo(file);
        long count = table.provenance().images().images();
        console.print(String.format(
                Locale.ROOT,
                "%d images, %d tensors of %d tables: %s",
                count,
                table.tensors().size(),
                parts.size(),
                file));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("output", file.toString());
        document.put("images", count);
        document.put("tensors", table.tensors().size());
        console.document("octet.calibrate/1", document);
    }

    private void observe(Path model, Path folder, Console console) {
        long start = System.nanoTime();
        AtomicFile.requireWritable(file);
        ImageOptions.loadAhead();
        OnnxModel loaded = OnnxModel.at(model);
        CalibrationRequest.Outcome outcome =
                CalibrationRequest.write(loaded, everyTensor, folder, images, file, resume, console);
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
    }
}
