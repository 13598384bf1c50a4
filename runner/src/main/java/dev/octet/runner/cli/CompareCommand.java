package dev.octet.runner.cli;

import dev.octet.calibrator.compare.GroupContributions;
import dev.octet.calibrator.compare.ModelComparison;
import dev.octet.calibrator.compare.ScaledTensors;
import dev.octet.calibrator.compare.TensorDifference;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.SampleImages;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Parameters(index = "0", paramLabel = "MODEL", description = "The reference, usually the float model.")
    private Path first;

    @Parameters(index = "1", paramLabel = "OTHER", description = "The model to compare with it.")
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
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path folder = images.required(spec);
        Console console = output.console();
        report.requireWritable();
        ImageOptions.loadAhead();
        OnnxModel reference = OnnxModel.at(first);
        OnnxModel other = OnnxModel.at(second);
        MemoryGuard.check(reference);
        MemoryGuard.check(other);
        QuantizedFile models = new QuantizedFile(reference, other, second);
        report.requireFits(models);
        ExactSums.say(other, console);
        DetectorFace face = images.face(reference);
        SameInput.require(first, face, second, images.face(other));
        Letterbox letterbox = images.letterbox(face, console);
        int count = images.limit == null ? IMAGES : images.limit;
        List<Map<String, FloatTensor>> samples =
                new SampleImages(images.loader(), letterbox, face.image()).spread(images.folder(folder), count);
        List<TensorDifference> differences = ModelComparison.of(
                reference, other, samples, ScaledTensors.of(reference, other), console.progress("compare"));
        List<TensorDifference> worstFirst = differences.stream()
                .sorted(Comparator.comparing(TensorDifference::outcome).thenComparingDouble(TensorDifference::sqnr))
                .toList();
        print(worstFirst, console);
        Map<String, Object> document = document(worstFirst, count);
        if (GroupContributions.isQuantized(other) && !GroupContributions.isQuantized(reference)) {
            GroupContributions groups = GroupContributions.of(
                    reference, other, samples, ForeignNodes.error(face), top, console.progress("groups"));
            ContributionReport.print(groups, top, console);
            document.putAll(ContributionReport.json(groups));
        }
        report.write(models, differences, samples.size(), images, console);
        console.document("octet.compare/1", document);
        return ExitCode.OK.number();
    }

    private void print(List<TensorDifference> worstFirst, Console console) {
        Table table = new Table().row("tensor", "node", "operator", "SQNR dB", "cosine", "max error");
        worstFirst.stream()
                .limit(top)
                .forEach(one -> table.row(
                        one.tensor(),
                        one.node(),
                        one.operator(),
                        sqnr(one),
                        String.format(Locale.ROOT, "%.5f", one.cosine()),
                        String.format(Locale.ROOT, "%.4g", one.maxError())));
        table.printTo(console);
        console.say(worstFirst.size() + " tensors compared.");
    }

    private static String sqnr(TensorDifference one) {
        return switch (one.outcome()) {
            case NOT_FINITE -> "not finite";
            case NO_SIGNAL -> "no signal";
            case NOISY -> String.format(Locale.ROOT, "%.1f", one.sqnr());
            case EQUAL -> "equal";
        };
    }

    private Map<String, Object> document(List<TensorDifference> worstFirst, int count) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", first.toString());
        document.put("other", second.toString());
        document.put("images", count);
        document.put("tensors", worstFirst.stream().map(CompareCommand::json).toList());
        return document;
    }

    private static Map<String, Object> json(TensorDifference one) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("tensor", one.tensor());
        entry.put("node", one.node());
        entry.put("operator", one.operator());
        entry.put("outcome", one.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        entry.put("sqnr", JsonNumber.finite(one.sqnr()));
        entry.put("cosine", JsonNumber.finite(one.cosine()));
        entry.put("maxError", JsonNumber.finite(one.maxError()));
        return entry;
    }
}
