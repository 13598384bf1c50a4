package dev.octet.runner.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where TensorRT's builder resources are; the same wherever an engine may be built. */
final class BuilderResourceOptions {

    @Option(
            names = "--resources",
            paramLabel = "FOLDER",
            description = "Folder with TensorRT's builder resources (default: what OCTET_TENSORRT_RESOURCES names).")
    private @Nullable Path resources;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Optional<Path> folder() {
        if (resources != null && !Files.isDirectory(resources)) {
            throw new ParameterException(spec.commandLine(), "'--resources=" + resources + "' is no folder");
        }
        return Optional.ofNullable(resources);
    }
}
