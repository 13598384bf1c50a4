package dev.octet.examples;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Source, estimator and target of the application's own, on its threads and until its user has had enough. */
public final class QuantizeForOwnHardware {

    private QuantizeForOwnHardware() {}

    static QuantizedModel quantize(
            OnnxModel model, CalibrationSource source, Executor threads, BooleanSupplier cancelled) {
        DeploymentTarget target = ConvolutionsOnly.target();
        Calibration calibration = Calibrator.of(model)
                .alsoFor(target)
                .on(threads)
                .withThreads(2)
                .cancelledWhen(cancelled)
                .calibrate(source, ProgressListener.none());
        return Quantizer.forTarget(target).withRange(new StandardDeviations(6)).quantize(model, calibration);
    }
}
