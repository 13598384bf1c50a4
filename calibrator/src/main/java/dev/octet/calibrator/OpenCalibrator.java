package dev.octet.calibrator;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.table.CalibrationTable;
import java.util.List;

/**
 * A calibrator with its session open, for a calibration in parts: {@link #observe} each part, here or on other machines,
 * join the tables with {@link CalibrationTable#merge} in any order, and make a {@link Calibration#ofParts} of the whole.
 * {@link CalibrationTable#toBytes} and {@link CalibrationTable#parse} carry a table from one machine to another.
 *
 * <p>Safe to use from any thread, several sources at once; closing waits for the samples under way.
 */
public final class OpenCalibrator implements AutoCloseable {

    private final OnnxModel model;
    private final RunSettings settings;
    private final ObservedModel observed;

    OpenCalibrator(OnnxModel model, RunSettings settings, ObservedModel observed) {
        this.model = model;
        this.settings = settings;
        this.observed = observed;
    }

    /**
     * Runs every sample of a part once.
     *
     * @param source the data, which may be none; not closed
     * @param progress told after each sample
     * @return the statistics, with no estimator's ranges: those are for the whole
     * @throws ToolkitException {@code BAD_INPUT} when the source does not fit the model's inputs; {@code INTERRUPTED} when
     *     it was cancelled or this thread was interrupted, after the samples under way; other sources go on
     */
    public CalibrationTable observe(CalibrationSource source, ProgressListener progress) {
        ObservationRun run = new ObservationRun(settings, source, progress, null);
        List<TensorObserver> seen = run.run(observed::worker, () -> {});
        return Calibration.observed(
                model, seen.stream().map(TensorObserver::snapshot).toList(), source.identity());
    }

    @Override
    public void close() {
        observed.close();
    }
}
