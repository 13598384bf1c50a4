package dev.octet.runner.demo;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.search.SearchResult;
import java.util.Optional;

/** How a model is quantized from images when nobody chooses anything. */
@FunctionalInterface
public interface DemoQuantization {

    /** Quantizes for a target. */
    Outcome quantize(OnnxModel model, DeploymentTarget target, ImageFolder images);

    /**
     * What came of it.
     *
     * @param quantized the model
     * @param search what chose its ranges; none when one estimator chose all
     * @param calibration what its ranges were chosen from
     */
    record Outcome(QuantizedModel quantized, Optional<SearchResult> search, Calibration calibration) {}
}
