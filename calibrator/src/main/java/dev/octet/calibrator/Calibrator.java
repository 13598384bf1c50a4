package dev.octet.calibrator;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.journal.CalibrationJournal;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.PlacementPlanner;
import dev.octet.calibrator.progress.ProgressListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Observes what flows through a float model: runs calibration data once and keeps, per tensor, exact extremes, counts
 * and a histogram. Memory does not grow with the number of samples; the result does not depend on threads, batch size
 * or order.
 *
 * <p>Immutable, and safe to use from any thread; each {@code with} returns another calibrator. Every call of
 * {@link #calibrate} has a session of its own, and threads of its own unless an executor is handed in.
 */
public final class Calibrator {

    private final OnnxModel model;
    private final RunSettings settings;
    private final @Nullable CalibrationJournal journal;
    private final List<DeploymentTarget> targets;
    private final boolean everyTensor;

    private Calibrator(
            OnnxModel model,
            RunSettings settings,
            @Nullable CalibrationJournal journal,
            List<DeploymentTarget> targets,
            boolean everyTensor) {
        this.model = model;
        this.settings = settings;
        this.journal = journal;
        this.targets = List.copyOf(targets);
        this.everyTensor = everyTensor;
    }

    /** A calibrator that uses every core and observes what the targets of {@link DeploymentTarget#all()} need. */
    public static Calibrator of(OnnxModel model) {
        return new Calibrator(model, RunSettings.defaults(), null, DeploymentTarget.all(), false);
    }

    /** The same with this many samples under way at once. Each holds the observed activations of one sample. */
    public Calibrator withThreads(int threads) {
        return new Calibrator(model, settings.withThreads(threads), journal, targets, everyTensor);
    }

    /**
     * The same on the threads of an executor, which is not shut down. It is given as many tasks as there are to be samples
     * under way; a task that does not start before the data end is not waited for. The thread that calls
     * {@link #calibrate} only waits, so it must not be one that the executor needs to go on.
     */
    public Calibrator on(Executor executor) {
        return new Calibrator(model, settings.on(executor), journal, targets, everyTensor);
    }

    /**
     * The same, stopping when asked to: {@code cancelled} is asked every 20 ms by the thread that called
     * {@link #calibrate}, and as soon as it is true the runs under way are broken off. Interrupting that thread does the
     * same.
     */
    public Calibrator cancelledWhen(BooleanSupplier cancelled) {
        return new Calibrator(model, settings.cancelledWhen(cancelled), journal, targets, everyTensor);
    }

    /** The same, observing also what this target needs; for targets that are not among {@link DeploymentTarget#all()}. */
    public Calibrator alsoFor(DeploymentTarget target) {
        List<DeploymentTarget> more = new ArrayList<>(targets);
        more.add(target);
        return new Calibrator(model, settings, journal, more, everyTensor);
    }

    /**
     * The same, observing every float32 tensor of the network, the head and its decode too: for a TensorRT calibration
     * cache that has what TensorRT's own calibrators write. Takes longer, and the memory of all activations of a sample.
     */
    public Calibrator withEveryTensor() {
        return new Calibrator(model, settings, journal, targets, true);
    }

    /**
     * The same, noting each sample that is done with, and adding what the journal holds from earlier runs: the calibration
     * is, byte for byte, that of one run over all samples. The source must give the samples that the journal does not have.
     */
    public Calibrator withJournal(CalibrationJournal journal) {
        return new Calibrator(model, settings, journal, targets, everyTensor);
    }

    /**
     * The tensors that a calibration observes: what any of its targets needs a range for. Values that are only
     * copied, fixed by their operator or derived from another range are not among them, unless every tensor is asked for.
     */
    public List<String> observedTensors() {
        Set<String> observed = new LinkedHashSet<>();
        for (DeploymentTarget target : targets) {
            observed.addAll(
                    PlacementPlanner.plan(model.graph(), target, List.of()).observedTensors());
        }
        if (everyTensor) {
            observed.addAll(FloatTensors.of(model));
        }
        List<String> inGraphOrder = new ArrayList<>();
        model.graph().inputs().forEach(input -> inGraphOrder.add(input.name()));
        model.graph().nodes().forEach(node -> inGraphOrder.addAll(node.outputs()));
        inGraphOrder.retainAll(observed);
        return inGraphOrder;
    }

    /**
     * Runs every sample once.
     *
     * @param source the data; not closed
     * @param progress told after each sample
     * @throws ToolkitException {@code BAD_INPUT} when the source is empty or does not fit the model's inputs, or when
     *     the model has no layer to quantize; {@code INTERRUPTED} when it was cancelled or this thread was interrupted,
     *     after the last worker has ended
     */
    public Calibration calibrate(CalibrationSource source, ProgressListener progress) {
        try (ObservedModel observed = ObservedModel.open(model, observedTensors())) {
            ObservationRun run = new ObservationRun(settings, source, progress, journal);
            List<TensorObserver> merged = run.run(observed::worker, observed::breakOff);
            if (run.given() == 0 && (journal == null || journal.recovered().isEmpty())) {
                throw Calibration.noSamples();
            }
            return Calibration.of(model, withRecovered(merged), source.identity());
        }
    }

    /**
     * Opens a session that observes one source after another, or several at once: for parts of the samples, here or on
     * other machines. Without a journal.
     *
     * @throws ToolkitException {@code BAD_INPUT} when the model has no layer to quantize
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closed by the open calibrator
    public OpenCalibrator open() {
        if (journal != null) {
            throw new IllegalStateException("an open calibrator keeps no journal");
        }
        return new OpenCalibrator(model, settings, ObservedModel.open(model, observedTensors()));
    }

    private List<TensorStatistics> withRecovered(List<TensorObserver> observed) {
        List<TensorStatistics> recovered = journal == null ? List.of() : journal.recovered();
        List<TensorStatistics> all = new ArrayList<>();
        for (int i = 0; i < observed.size(); i++) {
            TensorStatistics now = observed.get(i).snapshot();
            all.add(recovered.isEmpty() ? now : recovered.get(i).mergedWith(now));
        }
        return all;
    }
}
