package dev.octet.runner.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which images a command reads and how they become tensors. */
final class ImageOptions extends PreparationOptions {

    @Option(names = "--images", paramLabel = "DIR", description = "Folder of JPEG, PNG, BMP or WebP images.")
    @Nullable
    Path images;
}
