package dev.octet.runner.cli;

import dev.octet.calibrator.scheme.WeightScheme;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which values weights may have. */
final class WeightOption {

    @Option(
            names = "--weights",
            paramLabel = "SCHEME:BITS",
            description = "Levels of the weights: linear, codebook, pot or apot with 2 to 8 bits, stored packed below 8"
                    + " (default: linear:8).")
    @Nullable
    private String weights;

    WeightScheme levels() {
        return weights == null ? WeightScheme.linear() : WeightScheme.named(weights);
    }
}
