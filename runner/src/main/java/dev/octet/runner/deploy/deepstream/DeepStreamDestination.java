package dev.octet.runner.deploy.deepstream;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.files.AtomicFolder;
import dev.octet.calibrator.images.LetterboxYaml;
import dev.octet.calibrator.model.Graph;
import dev.octet.runner.deploy.DeployedModel;
import dev.octet.runner.deploy.Destination;
import dev.octet.runner.deploy.ExportFolder;
import dev.octet.runner.deploy.Exported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A folder for DeepStream: a model with the configuration of nvinfer. */
public final class DeepStreamDestination implements Destination {

    /** As the command line names it. */
    public static final String NAME = "deepstream";

    private static final String CONFIG = "config_infer.txt";
    private static final String PREPROCESS = "preprocess.yaml";

    private final DeployedModel model;
    private final DeepStreamSettings settings;
    private final NvinferConfig config;

    /**
     * A model with what the user decided of it.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when nvinfer cannot prepare its images or read its outputs, {@code USAGE}
     *     when a calibration cache was given that the model has no use for, {@code BAD_INPUT} when it is of another
     */
    public DeepStreamDestination(DeployedModel model, DeepStreamSettings settings) {
        this.model = model;
        this.settings = settings;
        settings.cache().ifPresent(this::requireFits);
        model.names().stream().filter(name -> name.contains(";")).findFirst().ifPresent(name -> {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Class name '" + name + "' has a semicolon, which ends a label in DeepStream.",
                    "Give names without with --names.");
        });
        this.config = new NvinferConfig(model, settings);
    }

    private void requireFits(Path cache) {
        if (model.isEngine() || model.isQdq()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "--int8-cache is for float ONNX models: " + model.file() + " has its ranges already.",
                    "Leave it out.");
        }
        Graph graph = model.onnx().orElseThrow().graph();
        if (TensorRtCache.at(cache).scales().keySet().stream()
                .noneMatch(name -> graph.shape(name).isPresent()
                        || graph.producer(name).isPresent()
                        || name.equals(model.face().inputName()))) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The calibration cache " + cache + " has a scale for no tensor of " + model.file() + ".",
                    "Give the cache of this model; 'octet table validate' lists what is in one.");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Exported writeTo(Path output) {
        AtomicFolder.requireReplaceable(output, ExportFolder.MARKER);
        return new Exported(
                output,
                ExportFolder.write(output, NAME, model, this::fill),
                facts(),
                remarks(),
                "octet evaluate " + model.file() + " --images DIR --annotations FILE.json --preprocess "
                        + output.resolve(PREPROCESS));
    }

    private void fill(Path folder) throws IOException {
        model.copyTo(folder.resolve(model.isEngine() ? NvinferConfig.ENGINE : NvinferConfig.ONNX));
        if (settings.cache().isPresent()) {
            Files.copy(settings.cache().get(), folder.resolve(NvinferConfig.CACHE));
        }
        ExportFolder.text(folder.resolve(NvinferConfig.LABELS), ExportFolder.labels(model));
        LetterboxYaml.write(folder.resolve(PREPROCESS), config.pixels().asNvinfer());
        ExportFolder.text(folder.resolve("README.md"), readme());
        Path written = folder.resolve(CONFIG);
        ExportFolder.text(written, config.text());
        NvinferCheck.require(Files.readString(written), model);
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("configuration", config.property());
        facts.put("classAttributes", config.classes());
        facts.put("differences", config.pixels().differences());
        return facts;
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add("Precision: " + config.modeName() + ", batch " + config.batch() + ".");
        remarks.add("Boxes are read by " + config.parser().function() + " of "
                + config.parser().library() + ".");
        remarks.addAll(config.pixels().differences());
        remarks.add("The configuration was read back: keys, names and sizes are those of the model.");
        return remarks;
    }

    private String readme() {
        StringBuilder text = new StringBuilder("# nvinfer configuration\n\n");
        text.append("Written by `octet export --to deepstream`. Name it in a pipeline, from this folder:\n\n")
                .append("    nvinfer config-file-path=")
                .append(CONFIG)
                .append("\n\nBoxes are read by `")
                .append(config.parser().function())
                .append("` of `")
                .append(config.parser().library())
                .append("`, which has to be built and lie there.\n");
        model.manifest()
                .ifPresent(engine -> text.append("`model.engine` needs TensorRT ")
                        .append(engine.environment().tensorRt())
                        .append(" and a GPU as ")
                        .append(engine.environment().gpu())
                        .append(" (")
                        .append(engine.environment().sm())
                        .append(").\n"));
        text.append("\n## What nvinfer does otherwise\n\n");
        List<String> differences = config.pixels().differences();
        differences.forEach(one -> text.append("- ").append(one).append('\n'));
        if (differences.isEmpty()) {
            text.append("Nothing that is known.\n");
        }
        text.append("\nWhat that costs is measured with the preprocessing of nvinfer, on your images:\n\n")
                .append("    octet evaluate MODEL --images DIR --annotations FILE.json --preprocess ")
                .append(PREPROCESS)
                .append("\n\nand without `--preprocess` for what the model was trained with.\n");
        return text.toString();
    }
}
