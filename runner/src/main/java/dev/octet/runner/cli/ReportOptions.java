package dev.octet.runner.cli;

import dev.octet.calibrator.compare.TensorDifference;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.runner.report.Fidelity;
import dev.octet.runner.report.LayerEntry;
import dev.octet.runner.report.LayerMap;
import dev.octet.runner.report.Measured;
import dev.octet.runner.report.Report;
import dev.octet.runner.report.ReportFiles;
import dev.octet.runner.report.TensorEntry;
import dev.octet.runner.report.TensorRanges;
import dev.octet.runner.report.TrainingCourse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A report of what a command found, on request. */
final class ReportOptions {

    /** Averages over a few images show what is wrong. */
    private static final int COMPARED = 8;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write what is known then as a page, and beside it as JSON.")
    @Nullable
    private Path page;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Before the work: that both files can be written. */
    void requireWritable() {
        if (page != null) {
            ReportFiles.requireWritable(page);
        }
    }

    /** Before the work: that no page is wanted where there can be none. */
    void refuse(String why) {
        if (page != null) {
            throw new ParameterException(spec.commandLine(), "'--report' needs two ONNX models: " + why);
        }
    }

    /** Before the work: that a page can be about these models. */
    void requireFits(QuantizedFile models) {
        if (page != null) {
            models.requireFloatAndInt8();
        }
    }

    /** After a quantization: its layers and ranges, and with images how far tensors are apart. */
    void write(
            QuantizedFile models,
            DeploymentTarget target,
            ImageQuantization.Outcome outcome,
            ImageOptions images,
            Console console) {
        write(models, target, outcome, Optional.empty(), images, console);
    }

    /** The same after a training. */
    void write(
            QuantizedFile models,
            DeploymentTarget target,
            ImageQuantization.Outcome outcome,
            Optional<TrainingCourse> course,
            ImageOptions images,
            Console console) {
        if (page == null) {
            return;
        }
        Path folder = images.images;
        Subject subject = new Subject(models, images, console, ReportCommand.line(spec));
        Optional<Fidelity> fidelity =
                folder == null ? Optional.empty() : Optional.of(subject.fidelity(images.folder(folder), COMPARED));
        List<LayerEntry> layers =
                LayerMap.placed(subject.graph(), target, outcome.quantized().placement());
        List<TensorEntry> tensors = TensorRanges.of(outcome.calibration(), target.symmetry(), models.quantized());
        Report report = new Report(
                subject.origin(folder == null ? 0 : images.folder(folder).size()),
                Optional.empty(),
                Optional.empty(),
                fidelity,
                layers,
                tensors,
                List.of(),
                course);
        ReportFiles.write(report, page);
        console.say("Report: " + page);
    }

    /** After a comparison: the differences along the network, and the layers of an INT8 model. */
    void write(
            QuantizedFile models, List<TensorDifference> differences, int count, ImageOptions images, Console console) {
        if (page == null) {
            return;
        }
        Subject subject = new Subject(models, images, console, ReportCommand.line(spec));
        Report report = new Report(
                subject.origin(count),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Measured.fidelity(count, differences)),
                subject.layers(),
                List.of(),
                List.of());
        ReportFiles.write(report, page);
        console.say("Report: " + page);
    }
}
