package dev.octet.runner.cli;

import dev.octet.calibrator.compare.RangeEnds;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Warns where the images at hand drive an INT8 model's activations further than those that it was calibrated on. */
final class UnlikeImages {

    /** Images that are looked at. */
    static final int LOOKED_AT = 8;

    /** Other photos of one kind stay below half of this. */
    private static final double RATIO = 2;

    /** Shares are told apart from this on. */
    private static final double LEAST = 0.001;

    private UnlikeImages() {}

    /** Says so for a model that knows its calibration; the images are only read for such a one. */
    static void say(OnnxModel model, Supplier<List<Map<String, FloatTensor>>> images, Console console) {
        OptionalDouble expected = RangeEnds.expected(model);
        if (expected.isEmpty()) {
            return;
        }
        double seen = RangeEnds.seen(model, images.get());
        if (seen > RATIO * expected.getAsDouble() + LEAST) {
            console.say(String.format(
                    Locale.ROOT,
                    "Warning: %.2f %% of the activations are at the ends of their ranges on these images, %.2f %% on those"
                            + " that %s was calibrated on: they are unlike. Calibrate on images such as these.",
                    100 * seen,
                    100 * expected.getAsDouble(),
                    model.name()));
        }
    }
}
