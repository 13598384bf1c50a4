package dev.octet.runner.deploy.triton;

import com.google.protobuf.TextFormat;
import dev.octet.calibrator.files.AtomicFolder;
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

/** A model of a repository of the Triton inference server. */
public final class TritonDestination implements Destination {

    /** As the command line names it. */
    public static final String NAME = "triton";

    private static final String CONFIG = "config.pbtxt";

    private final DeployedModel model;
    private final TritonSettings settings;
    private final TritonConfig config;

    /** A model with what the user decided of it. */
    public TritonDestination(DeployedModel model, TritonSettings settings) {
        this.model = model;
        this.settings = settings;
        this.config = new TritonConfig(model, settings);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Writes {@code output/NAME}; other models of the repository are left alone. */
    @Override
    public Exported writeTo(Path output) {
        Path target = output.resolve(settings.name());
        AtomicFolder.requireReplaceable(target, ExportFolder.MARKER);
        return new Exported(
                target,
                ExportFolder.write(target, NAME, model, this::fill),
                facts(),
                remarks(),
                "cd " + output + " && " + TritonReadme.startLine());
    }

    private void fill(Path folder) throws IOException {
        Path version = Files.createDirectories(folder.resolve("1"));
        model.copyTo(version.resolve(config.modelFile()));
        ExportFolder.text(folder.resolve(TritonConfig.LABELS), ExportFolder.labels(model));
        ExportFolder.text(folder.resolve("README.md"), TritonReadme.of(model, settings, config));
        Path written = folder.resolve(CONFIG);
        ExportFolder.text(written, TextFormat.printer().escapingNonAscii(false).printToString(config.message()));
        TritonCheck.require(Files.readString(written), model, settings.name());
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("modelName", settings.name());
        facts.put("maxBatch", config.maxBatch());
        facts.put("instances", settings.instances());
        facts.put("instanceKind", config.kind().name());
        return facts;
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add(
                config.maxBatch() > 0
                        ? "Triton forms batches of up to " + config.maxBatch() + " images."
                        : "The model takes one image at a time: no batches are formed.");
        remarks.add(
                "Instances: " + settings.instances() + " of " + config.kind().name() + ".");
        remarks.add("The configuration was read back: names, shapes and types are those of the model.");
        return remarks;
    }
}
