package dev.octet.runner.report;

import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.Speedup;
import dev.octet.calibrator.compare.ModelComparison;
import dev.octet.calibrator.compare.ScaledTensors;
import dev.octet.calibrator.compare.TensorDifference;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoEvaluation;
import dev.octet.runner.evaluate.ConfidenceCurve;
import dev.octet.runner.evaluate.EvaluationResult;
import dev.octet.runner.evaluate.ImageDifferences;
import dev.octet.runner.evaluate.MapDrop;
import dev.octet.runner.evaluate.PrecisionRecallCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measurements as a report holds them. */
public final class Measured {

    /** Confidences that a report has of a curve's thousand. */
    private static final int CONFIDENCES = 101;

    private static final int AP75 = 2;

    private Measured() {}

    /** Both models' times; the baseline is the float model. */
    public static Speed speed(int threads, Measurement reference, Measurement quantized) {
        Speedup speedup = Speedup.of(reference, quantized);
        return new Speed(threads, timing(reference), timing(quantized), speedup.value(), speedup.low(), speedup.high());
    }

    private static Speed.Timing timing(Measurement one) {
        return new Speed.Timing(
                one.medianMillis(),
                one.lowerQuartileMillis(),
                one.upperQuartileMillis(),
                one.sampleNanos().size());
    }

    /** How far the tensors of both models are apart on these images, those aside that a repair has scaled. */
    public static Fidelity fidelity(
            OnnxModel reference,
            OnnxModel quantized,
            List<Map<String, FloatTensor>> images,
            ProgressListener progress) {
        return fidelity(
                images.size(),
                ModelComparison.of(reference, quantized, images, ScaledTensors.of(reference, quantized), progress));
    }

    /** How far tensors are apart, over so many images. */
    public static Fidelity fidelity(int images, List<TensorDifference> differences) {
        return new Fidelity(
                images,
                differences.stream()
                        .map(one -> new Fidelity.TensorDistance(
                                one.tensor(),
                                one.node(),
                                one.operator(),
                                one.outcome(),
                                one.outcome() == TensorDifference.Outcome.NOISY
                                        ? Optional.of(one.sqnr())
                                        : Optional.empty(),
                                finite(one.cosine())))
                        .toList());
    }

    /** Both models' detections on the same annotated images. */
    public static Accuracy accuracy(
            CocoAnnotations truth, CocoDetections reference, CocoDetections quantized, ImageDifferences byImage) {
        return accuracy(
                truth,
                reference,
                quantized,
                byImage,
                MapDrop.of(truth, reference, List.of(quantized)).get(0));
    }

    /** The same where the drop is known: its interval takes a hundred evaluations. */
    public static Accuracy accuracy(
            CocoAnnotations truth,
            CocoDetections reference,
            CocoDetections quantized,
            ImageDifferences byImage,
            MapDrop drop) {
        EvaluationResult before = CocoEvaluation.evaluate(truth, reference);
        EvaluationResult after = CocoEvaluation.evaluate(truth, quantized);
        return new Accuracy(
                truth.images().size(),
                scores(truth, reference, before),
                scores(truth, quantized, after),
                drop.drop(),
                finite(drop.margin()),
                drop.isBeyondChance(),
                classes(before, after),
                new Accuracy.ByImage(
                        byImage.mean(),
                        finite(byImage.margin()),
                        byImage.isBeyondChance(),
                        byImage.better(),
                        byImage.worse(),
                        byImage.equal()));
    }

    private static Accuracy.Scores scores(CocoAnnotations truth, CocoDetections found, EvaluationResult result) {
        PrecisionRecallCurve precision = PrecisionRecallCurve.of(truth, found);
        ConfidenceCurve confidence = ConfidenceCurve.of(truth, found);
        return new Accuracy.Scores(
                result.map(),
                result.map50(),
                result.stats().get(AP75),
                precision.precision50(),
                precision.precision(),
                f1(confidence),
                confidence.best().map(best -> new Accuracy.Best(best.confidence(), best.f1())));
    }

    /** Evenly spaced confidences from 0 to 1. */
    private static List<Double> f1(ConfidenceCurve curve) {
        List<ConfidenceCurve.Point> points = curve.points();
        List<Double> f1 = new ArrayList<>();
        for (int i = 0; i < CONFIDENCES && !points.isEmpty(); i++) {
            f1.add(points.get(Math.round((float) i * (points.size() - 1) / (CONFIDENCES - 1)))
                    .f1());
        }
        return f1;
    }

    private static List<Accuracy.ClassChange> classes(EvaluationResult before, EvaluationResult after) {
        List<Accuracy.ClassChange> changes = new ArrayList<>();
        for (int i = 0; i < before.perClass().size(); i++) {
            EvaluationResult.ClassResult one = before.perClass().get(i);
            if (one.ap() >= 0) {
                changes.add(new Accuracy.ClassChange(
                        one.name(), one.ap(), after.perClass().get(i).ap()));
            }
        }
        return changes;
    }

    private static Optional<Double> finite(double value) {
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }
}
