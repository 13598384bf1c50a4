package dev.octet.runner.cli;

import dev.octet.runner.deploy.Destination;
import java.nio.file.Path;
import java.util.Set;

/** A value of {@code octet export --to}, with the options that it takes. */
interface ExportChoice {

    /** Options that say how a float detector is prepared and quantized on the way. */
    Set<String> QUANTIZING = Set.of(
            "--calibration",
            "--images",
            "--preprocess",
            "--head",
            "--anchors",
            "--input-size",
            "--limit",
            "--max-bad-images",
            "--threads",
            "--names");

    /** As {@code --to} names it. */
    String name();

    /** Long names of the options that it takes, beside those that every destination does. */
    Set<String> options();

    /**
     * Decides everything, and says what was chosen.
     *
     * @param model file of the model
     * @param output where it will be written
     * @param console where to say it
     */
    Destination destination(Path model, Path output, Console console);
}
