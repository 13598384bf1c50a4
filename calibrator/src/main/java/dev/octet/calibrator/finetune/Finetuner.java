package dev.octet.calibrator.finetune;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.libtorch.Adam;
import dev.octet.bindings.libtorch.Gradients;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.calibrator.tensors.FloatTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains a quantized network to do what its float network does. */
public final class Finetuner implements AutoCloseable {

    /** A gradient may be so many times as long as usual. */
    private static final double CLIP = 3;

    private static final double CLIP_MEMORY = 0.95;

    private final FinetuneRequest request;
    private final FinetuneSettings settings;
    private final FinetuneListener listener;
    private final Distillation distillation;
    private final Student student;
    private final TensorScope averages;
    private final List<Tensor> average = new ArrayList<>();
    private final Adam adam;
    private final List<TrainingPoint> history = new ArrayList<>();
    private List<float[]> best = List.of();
    private int step;
    private double usualNorm;

    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    private Finetuner(FinetuneRequest request, FinetuneListener listener) {
        this.request = request;
        this.settings = request.settings();
        this.listener = listener;
        this.distillation = new Distillation(request.start(), request.outputs(), settings, request.device());
        this.student = Student.of(
                request.start(), distillation.tensors(), settings.rates().movesScales(), request.device());
        this.averages = TensorScope.open(request.device());
        for (Trainable trainable : student.trainables()) {
            average.add(averages.floats(
                    trainable.values().floats(), trainable.values().shape()));
        }
        this.adam = Adam.of(student.trainables().stream()
                .map(trainable -> List.of(trainable.values()))
                .toList());
    }

    /**
     * Trains.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when libtorch is not here or the model has
     *     operators that it is not trained through, {@code INTEGRITY} when the checkpoint belongs to another training
     */
    public static FinetuneResult run(FinetuneRequest request, FinetuneListener listener) {
        try (Finetuner finetuner = new Finetuner(request, listener)) {
            return finetuner.run();
        }
    }

    private FinetuneResult run() {
        Optional<TrainingState> before =
                request.resume() ? TrainingState.read(request.checkpoint(), request.subject()) : Optional.empty();
        before.ifPresentOrElse(this::goOn, () -> measure(Double.NaN));
        double sum = 0;
        int count = 0;
        try (TrainingImages.Views views = request.images().from(step, settings)) {
            while (step < settings.steps()) {
                double loss = makeStep(views);
                sum += loss;
                count++;
                listener.stepped(step, settings.steps(), loss);
                if (step % settings.interval() == 0 || step == settings.steps()) {
                    measure(sum / count);
                    sum = 0;
                    count = 0;
                }
            }
        }
        return result();
    }

    private double makeStep(TrainingImages.Views views) {
        double loss = 0;
        adam.clearGradients();
        for (int i = 0; i < settings.batch(); i++) {
            Map<String, FloatTensor> view = views.next();
            loss += Gradients.on(() -> learn(view)) / settings.batch();
        }
        clip();
        for (int i = 0; i < student.trainables().size(); i++) {
            Trainable trainable = student.trainables().get(i);
            adam.setRate(i, settings.rates().of(trainable.kind(), step, settings.steps()));
        }
        adam.step();
        double share = share();
        for (int i = 0; i < average.size(); i++) {
            average.get(i).approachInPlace(student.trainables().get(i).values(), share);
        }
        step++;
        return loss;
    }

    /**
     * The average of few steps is their mean, so that it does not cling to the start. It begins anew once nothing rounds otherwise any
     * more: from there on it has the very integers of the network.
     */
    private double share() {
        int settled = settings.rates().settledStep(settings.steps());
        double mean = step < settled ? 1.0 / (step + 2) : 1.0 / (step - settled + 1);
        return Math.max(settings.average(), mean);
    }

    private double learn(Map<String, FloatTensor> view) {
        try (TensorScope scope = TensorScope.open(request.device())) {
            Tensor loss = distillation.of(view, student, scope);
            loss.backward();
            return loss.item();
        }
    }

    /** Shortens gradients that are much longer than usual, so that one odd image does not throw the network off. */
    private void clip() {
        double squares = 0;
        for (Trainable trainable : student.trainables()) {
            squares += trainable.values().gradientSquares();
        }
        double norm = Math.sqrt(squares);
        double longest = usualNorm == 0 ? norm : CLIP * usualNorm;
        if (norm > longest || !Double.isFinite(norm)) {
            double factor = Double.isFinite(norm) ? longest / norm : 0;
            student.trainables().forEach(trainable -> trainable.values().scaleGradient(factor));
        }
        double counted = Double.isFinite(norm) ? Math.min(norm, longest) : longest;
        usualNorm = usualNorm == 0 ? counted : CLIP_MEMORY * usualNorm + (1 - CLIP_MEMORY) * counted;
    }

    /**
     * Measures the network and its average, keeps the better one when it is the best, and writes a checkpoint. Which of the two
     * is better is a matter of chance: a channel that hardly varies can be half a step from the next integer, and what
     * moves it over shifts the outputs for all images alike.
     */
    private void measure(double trainingLoss) {
        List<float[]> current = values();
        List<float[]> averaged = average.stream().map(Tensor::floats).toList();
        TrainingPoint ofAverage = point(averaged, trainingLoss);
        TrainingPoint ofCurrent = step == 0 ? ofAverage : point(current, trainingLoss);
        set(current);
        boolean isAverage = !(ofCurrent.score() < ofAverage.score());
        TrainingPoint point = isAverage ? ofAverage : ofCurrent;
        boolean isBest = history.stream().noneMatch(other -> !(point.score() < other.score()));
        history.add(point);
        if (isBest || best.isEmpty()) {
            best = isAverage ? averaged : current;
        }
        new TrainingState(request.subject(), step, usualNorm, moments(), current, averaged, best, history)
                .writeTo(request.checkpoint());
        listener.measured(point);
    }

    private TrainingPoint point(List<float[]> values, double trainingLoss) {
        set(values);
        double loss = heldOutLoss();
        double score = request.score()
                .map(judge -> judge.applyAsDouble(student.trained(step)))
                .orElse(loss);
        return new TrainingPoint(step, trainingLoss, loss, score);
    }

    private double heldOutLoss() {
        double sum = 0;
        for (Map<String, FloatTensor> image : request.heldOut()) {
            sum += Gradients.off(() -> judge(image));
        }
        return sum / request.heldOut().size();
    }

    private double judge(Map<String, FloatTensor> image) {
        try (TensorScope scope = TensorScope.open(request.device())) {
            return distillation.of(image, student, scope).item();
        }
    }

    private void goOn(TrainingState state) {
        set(state.current());
        for (int i = 0; i < average.size(); i++) {
            average.get(i).setInPlace(state.average().get(i));
        }
        best = state.best();
        step = state.step();
        usualNorm = state.clip();
        history.addAll(state.history());
        if (step > 0) {
            throughFile(file -> {
                Files.write(file, state.moments());
                adam.load(file);
                return state.moments();
            });
        }
    }

    private byte[] moments() {
        return step == 0
                ? new byte[0]
                : throughFile(file -> {
                    adam.save(file);
                    return Files.readAllBytes(file);
                });
    }

    /** What libtorch reads and writes are files. */
    private interface ThroughFile {
        byte[] apply(Path file) throws IOException;
    }

    private static byte[] throughFile(ThroughFile work) {
        try {
            Path file = Files.createTempFile("octet", ".adam");
            try {
                return work.apply(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FinetuneResult result() {
        TrainingPoint start = history.get(0);
        TrainingPoint chosen = history.stream()
                .min(Comparator.comparingDouble(
                        point -> Double.isNaN(point.score()) ? Double.MAX_VALUE : point.score()))
                .orElse(start);
        if (chosen.step() == 0) {
            return new FinetuneResult(
                    request.start(),
                    start,
                    start,
                    history,
                    distillation.features().size());
        }
        set(best);
        return new FinetuneResult(
                student.trained(chosen.step()),
                start,
                chosen,
                history,
                distillation.features().size());
    }

    private List<float[]> values() {
        return student.trainables().stream()
                .map(trainable -> trainable.values().floats())
                .toList();
    }

    private void set(List<float[]> values) {
        for (int i = 0; i < values.size(); i++) {
            student.trainables().get(i).values().setInPlace(values.get(i));
        }
    }

    @Override
    public void close() {
        adam.close();
        averages.close();
        student.close();
        distillation.close();
    }
}
