package dev.octet.runner.cli;

import dev.octet.calibrator.compare.GroupContributions;
import dev.octet.calibrator.compare.ModelComparison;
import dev.octet.calibrator.compare.ScaledTensors;
import dev.octet.calibrator.compare.TensorDifference;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.runner.backend.Backend;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.SampleImages;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet compare}: how far two models' tensors are apart on the same images. */
@Command(
        name = "compare",
        description = "How far the tensors of two models are apart on the same images, worst first: a float model and "
                + "its INT8 model, for example. For these two also what each group of tensors does to the outputs.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    /** Images without --limit: averages over a few show what is wrong. */
    private static final int IMAGES = 8;

    private static final String SCHEMA = "octet.compare/1";

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "The reference, usually the float model; an engine or a TensorFlow Lite model as well.")
    private Path first;

    @Parameters(
            index = "1",
            paramLabel = "OTHER",
            description = "The model to compare with it; an engine or a TensorFlow Lite model as well.")
    private Path second;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "20",
            description = "Lines to print, 20 by default; --json has them all.")
    private int top;

    @Mixin
    private ImageOptions images;

    @Mixin
    private ReportOptions report;

    @Mixin
    private BackendOptions backend;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path folder = images.required(spec);
        Console console = output.console();
        report.requireWritable();
        ImageOptions.loadAhead();
        backend.check(first, Optional.of(second));
        Backend one = Backend.of(first);
        Backend other = Backend.of(second);
        if (one == Backend.ONNXRUNTIME && other == Backend.TFLITE) {
            report.refuse("a TensorFlow Lite model has no page");
            layers(folder, console);
        } else if ((one == Backend.TFLITE && other != Backend.TFLITE)
                || (one == Backend.TENSORRT && other == Backend.TFLITE)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "A TensorFlow Lite model is compared with the ONNX model that it was exported from, which goes"
                            + " first, or with another TensorFlow Lite model");
        } else if (one != Backend.ONNXRUNTIME || other != Backend.ONNXRUNTIME) {
            report.refuse("an engine shows no layers");
            outputs(folder, console);
        } else {
            tensors(folder, console);
        }
        return ExitCode.OK.number();
    }

    /** With what was exported to TensorFlow Lite: every tensor that is still there. */
    private void layers(Path folder, Console console) {
        OnnxModel reference = OnnxModel.at(first);
        MemoryGuard.check(reference);
        DetectorFace face = images.face(reference);
        List<Map<String, FloatTensor>> samples = samples(face, folder, console);
        console.say("TensorFlow Lite runs with its own kernels, as XNNPACK keeps no inner tensors.");
        ComparisonReport made = new ComparisonReport(
                TfliteLayers.compare(reference, second, samples, images.threadCount(), console.progress("compare")),
                top);
        made.printTo(console);
        console.document(SCHEMA, document(made));
    }

    /** With an engine: outputs alone. */
    private void outputs(Path folder, Console console) {
        try (GivenModel one = backend.open(first, images.threadCount(), console);
                GivenModel other = backend.open(second, images.threadCount(), console)) {
            one.say(console);
            other.say(console);
            DetectorFace face = images.face(one, Optional.empty());
            SameInput.require(first, face, second, images.face(other, Optional.empty()));
            List<Map<String, FloatTensor>> samples = samples(face, folder, console);
            console.say((Backend.of(first) == Backend.TFLITE
                            ? "Two TensorFlow Lite models: "
                            : "An engine shows no inner tensors: ")
                    + "outputs are compared, and nothing else.");
            OutputComparison compared = OutputComparison.of(one, other, samples, console);
            ComparisonReport made = new ComparisonReport(compared.differences(), top);
            made.printTo(console);
            Map<String, Object> document = document(made);
            document.put("backend", one.backend());
            document.put("otherBackend", other.backend());
            console.document(SCHEMA, document);
        }
    }

    private void tensors(Path folder, Console console) {
        OnnxModel reference = OnnxModel.at(first);
        OnnxModel other = OnnxModel.at(second);
        MemoryGuard.check(reference);
        MemoryGuard.check(other);
        QuantizedFile models = new QuantizedFile(reference, other, second);
        report.requireFits(models);
        ExactSums.say(other, console);
        DetectorFace face = images.face(reference);
        SameInput.require(first, face, second, images.face(other));
        List<Map<String, FloatTensor>> samples = samples(face, folder, console);
        List<TensorDifference> differences = ModelComparison.of(
                reference, other, samples, ScaledTensors.of(reference, other), console.progress("compare"));
        ComparisonReport made = new ComparisonReport(differences, top);
        made.printTo(console);
        Map<String, Object> document = document(made);
        if (GroupContributions.isQuantized(other) && !GroupContributions.isQuantized(reference)) {
            GroupContributions groups = GroupContributions.of(
                    reference, other, samples, ForeignNodes.error(face), top, console.progress("groups"));
            ContributionReport.print(groups, top, console);
            document.putAll(ContributionReport.json(groups));
        }
        report.write(models, differences, samples.size(), images, console);
        console.document(SCHEMA, document);
    }

    private List<Map<String, FloatTensor>> samples(DetectorFace face, Path folder, Console console) {
        Letterbox letterbox = images.letterbox(face, console);
        return new SampleImages(images.loader(), letterbox, face.image()).spread(images.folder(folder), count());
    }

    private int count() {
        return images.limit == null ? IMAGES : images.limit;
    }

    private Map<String, Object> document(ComparisonReport made) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", first.toString());
        document.put("other", second.toString());
        document.put("images", count());
        document.put("tensors", made.json());
        return document;
    }
}
