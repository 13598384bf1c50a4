package dev.octet.runner.cli;

import dev.octet.runner.engine.CalibratorChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who chooses the ranges of INT8 in an engine from a float model, and from what. */
final class CalibratorOptions {

    private static final String OCTETS = "octet-mse, octet-entropy or octet-percentile";

    @Option(
            names = "--calibrator",
            paramLabel = "NAME",
            description = "Who chooses the ranges of INT8: TensorRT with entropy2, entropy or minmax, or Octet with"
                    + " octet-mse, octet-entropy or octet-percentile (default: entropy2 with --images, octet-mse with"
                    + " --calibration).")
    @Nullable
    private String calibrator;

    @Mixin
    private TableOption table = new TableOption();

    @Option(
            names = "--calibration-cache",
            paramLabel = "FILE",
            description = "Ranges of TensorRT's own calibrators: read when the file is there, else written.")
    @Nullable
    private Path cache;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The table that was named. */
    Optional<Path> table() {
        return table.file();
    }

    /** The cache that was named. */
    Optional<Path> cache() {
        return Optional.ofNullable(cache);
    }

    /** True when it is known without being asked for. */
    boolean isNamed() {
        return calibrator != null;
    }

    /**
     * The calibrator that was named, or that goes with the data that were.
     *
     * @param images true when there is a folder of images
     */
    Optional<CalibratorChoice> choice(boolean images) {
        Optional<CalibratorChoice> named = Optional.ofNullable(calibrator)
                .map(name -> CalibratorChoice.named(name)
                        .orElseThrow(() -> wrong("Invalid value for option '--calibrator': '" + name
                                + "' is not one of entropy2, entropy, minmax, octet-mse, octet-entropy,"
                                + " octet-percentile")));
        if (images && table.isGiven()) {
            throw wrong("Give either '--images=DIR' or '--calibration=FILE'");
        }
        Optional<CalibratorChoice> choice = named;
        if (named.isEmpty() && table.isGiven()) {
            choice = Optional.of(CalibratorChoice.OCTET_MSE);
        } else if (named.isEmpty() && (images || cache != null)) {
            choice = Optional.of(CalibratorChoice.ENTROPY2);
        }
        choice.ifPresent(one -> requireData(one, images));
        return choice;
    }

    private void requireData(CalibratorChoice choice, boolean images) {
        if (choice.isOctets()) {
            if (cache != null) {
                throw wrong("'--calibration-cache' is of TensorRT's own calibrators, not of " + choice.id()
                        + "; 'octet table convert' writes a table as one");
            }
            if (!images && !table.isGiven()) {
                throw wrong("'--calibrator=" + choice.id() + "' needs '--images=DIR' or '--calibration=FILE'");
            }
            return;
        }
        if (table.isGiven()) {
            throw wrong("'--calibration=FILE' is for " + OCTETS + ": TensorRT's own calibrator " + choice.id()
                    + " needs '--images=DIR'");
        }
        if (!images && (cache == null || !Files.exists(cache))) {
            throw wrong("'--calibrator=" + choice.id() + "' needs '--images=DIR'"
                    + (cache == null
                            ? ", or a '--calibration-cache=FILE' that is there"
                            : ": there is no calibration cache " + cache + " yet"));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
