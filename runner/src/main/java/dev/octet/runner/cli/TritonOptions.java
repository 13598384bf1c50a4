package dev.octet.runner.cli;

import dev.octet.runner.deploy.triton.TritonSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How Triton serves a model. */
final class TritonOptions {

    @Option(
            names = "--model-name",
            paramLabel = "NAME",
            description = "For triton: name of the model and its folder (default: that of its file).")
    @Nullable
    private String name;

    @Option(
            names = "--instances",
            paramLabel = "N",
            description = "For triton: instances of the model that run at the same time (default: 1).")
    private int instances = TritonSettings.INSTANCES;

    @Option(
            names = "--queue-delay",
            paramLabel = "MICROSECONDS",
            description = "For triton: how long a request may wait for others to form a batch (default: 1000).")
    private int queueDelay = TritonSettings.QUEUE_DELAY_MICROS;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    TritonSettings settings(Path model, int maxBatch) {
        require("--instances", instances, 1);
        require("--queue-delay", queueDelay, 0);
        return new TritonSettings(name == null ? base(model) : name, maxBatch, instances, queueDelay);
    }

    /** The file's name without its last extension, in the letters of folders. */
    private static String base(Path model) {
        String file = String.valueOf(model.getFileName());
        int dot = file.lastIndexOf('.');
        return (dot > 0 ? file.substring(0, dot) : file).replaceAll("[^A-Za-z0-9_.-]", "_");
    }

    private void require(String option, int value, int least) {
        if (value < least) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + option + "': '" + value + "' is not at least " + least);
        }
    }
}
