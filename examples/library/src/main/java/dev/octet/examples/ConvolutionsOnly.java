package dev.octet.examples;

import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.QdqStyle;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.calibrator.scheme.WeightScheme;
import java.util.Set;

/** A target of its own: an accelerator that has integer convolutions, sums and pools, symmetric int8 throughout. */
final class ConvolutionsOnly {

    private ConvolutionsOnly() {}

    static DeploymentTarget target() {
        return new DeploymentTarget(
                "convolutions-only",
                IntegerFormat.INT8,
                Symmetry.SYMMETRIC,
                IntegerFormat.INT8_NARROW,
                WeightScheme.linear(),
                QdqStyle.INPUTS_AND_OUTPUTS,
                true,
                Set.of("Conv"),
                Set.of("Add", "AveragePool", "GlobalAveragePool"),
                Set.of());
    }
}
