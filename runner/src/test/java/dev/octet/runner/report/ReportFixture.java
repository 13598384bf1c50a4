package dev.octet.runner.report;

import dev.octet.calibrator.compare.TensorDifference.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Reports that a detector of so many layers might have; the same on every run. */
final class ReportFixture {

    static final String CPU = "Example CPU with VNNI @ 2.60 GHz";

    private static final String[] CLASSES = {
        "person", "bicycle", "car", "motorcycle", "airplane", "bus", "train", "truck", "boat", "traffic light",
        "fire hydrant", "stop sign", "parking meter", "bench", "bird", "cat", "dog", "horse", "sheep", "cow"
    };
    private static final int POINTS = 101;
    private static final int BINS = 96;
    private static final int TENSORS = 60;

    private ReportFixture() {}

    /** Everything was measured. */
    static Report full() {
        return of(TENSORS, FixturePictures.all(""));
    }

    /** As large as reports become: 150 tensors of 96 bins, six pictures of 60 kB. */
    static Report large() {
        return of(150, FixturePictures.large());
    }

    /** Larger than a page may be: 450 tensors. */
    static Report huge() {
        return of(450, FixturePictures.large());
    }

    /** Nothing was measured. */
    static Report bare() {
        return new Report(
                origin("", "", ""),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Every name in it is this text. */
    static Report named(String text) {
        return new Report(
                new Origin(
                        text,
                        text,
                        text,
                        new Origin.ModelFile(text, text, 24_000_000),
                        new Origin.ModelFile(text, text, 6_100_000),
                        text,
                        text,
                        text,
                        text,
                        128,
                        text,
                        text,
                        text,
                        text),
                Optional.of(speed(2.1)),
                Optional.of(accuracy(0.0031, List.of(new Accuracy.ClassChange(text, 0.5, 0.4)))),
                Optional.of(new Fidelity(
                        8,
                        List.of(
                                new Fidelity.TensorDistance(
                                        text, text, text, Outcome.NOISY, Optional.of(31.0), Optional.of(0.999)),
                                new Fidelity.TensorDistance(
                                        text, text, text, Outcome.NOT_FINITE, Optional.empty(), Optional.empty())))),
                List.of(new LayerEntry(text, text, text, 3, 16, 1000, false, text)),
                List.of(tensor(text, 0, new SplittableRandom(1))),
                FixturePictures.all(text).subList(0, 1));
    }

    private static Report of(int tensors, List<PictureEntry> pictures) {
        SplittableRandom random = new SplittableRandom(7);
        return new Report(
                origin("onnxruntime", "auto", "weights per channel, 8 bits"),
                Optional.of(speed(2.1)),
                Optional.of(accuracy(0.0031, classes(random))),
                Optional.of(fidelity(tensors, random)),
                layers(tensors),
                IntStream.range(0, tensors)
                        .mapToObj(i -> tensor(tensorName(i), i, random))
                        .toList(),
                pictures);
    }

    static Origin origin(String target, String range, String weights) {
        return new Origin(
                "0.1.0",
                "2026-11-28T10:15:30Z",
                "octet report create grid.onnx grid_int8.onnx --images photos --annotations photos.json -o report.html",
                new Origin.ModelFile("grid.onnx", "0f".repeat(32), 6_240_112),
                new Origin.ModelFile("grid_int8.onnx", "a1".repeat(32), 1_702_455),
                target,
                range,
                weights,
                "photos",
                128,
                "5e".repeat(32),
                "letterbox 640x640 around 114, RGB, 0..1, NCHW",
                CPU,
                "1.29.0");
    }

    static Speed speed(double speedup) {
        return new Speed(
                2,
                new Speed.Timing(21.4 * speedup, 21.1 * speedup, 22.3 * speedup, 50),
                new Speed.Timing(21.4, 21.0, 22.1, 50),
                speedup,
                speedup * 0.98,
                speedup * 1.03);
    }

    static Accuracy accuracy(double drop, List<Accuracy.ClassChange> classes) {
        return new Accuracy(
                128,
                scores(0.5583, 1, 0.31),
                scores(0.5583 - drop, 0.93, 0.26),
                drop,
                Optional.of(0.0044),
                Math.abs(drop) > 0.0044,
                classes,
                new Accuracy.ByImage(-0.0062, Optional.of(0.0071), false, 22, 31, 75));
    }

    private static Accuracy.Scores scores(double map, double height, double best) {
        List<Double> precision50 = new ArrayList<>();
        List<Double> precision = new ArrayList<>();
        List<Double> f1 = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            double x = i / (POINTS - 1.0);
            precision50.add(Math.max(0, height * (1 - Math.pow(x, 3.2)) * 0.97));
            precision.add(Math.max(0, height * (1 - Math.pow(x, 1.4)) * 0.9));
            f1.add(0.72 * height * Math.exp(-Math.pow((x - best) / 0.42, 2)));
        }
        return new Accuracy.Scores(
                map,
                map + 0.2,
                map + 0.05,
                precision50,
                precision,
                f1,
                Optional.of(new Accuracy.Best(best, 0.72 * height)));
    }

    private static List<Accuracy.ClassChange> classes(SplittableRandom random) {
        List<Accuracy.ClassChange> classes = new ArrayList<>();
        for (String name : CLASSES) {
            double before = 0.25 + 0.6 * random.nextDouble();
            classes.add(new Accuracy.ClassChange(name, before, before + 0.03 * (random.nextDouble() - 0.6)));
        }
        classes.set(3, new Accuracy.ClassChange(CLASSES[3], 0.5, 0.5));
        return classes;
    }

    private static Fidelity fidelity(int tensors, SplittableRandom random) {
        List<Fidelity.TensorDistance> distances = new ArrayList<>();
        for (int i = 0; i < tensors; i++) {
            double decibel = 42 - 14.0 * i / tensors + 5 * random.nextDouble() - (i % 17 == 13 ? 14 : 0);
            Optional<Double> sqnr = i == 5 ? Optional.empty() : Optional.of(decibel);
            distances.add(new Fidelity.TensorDistance(
                    tensorName(i),
                    nodeName(i),
                    i % 4 == 3 ? "Concat" : "Conv",
                    sqnr.isPresent() ? Outcome.NOISY : Outcome.EQUAL,
                    sqnr,
                    sqnr.map(one -> 1 - 0.5 * Math.pow(10, -one / 10))));
        }
        return new Fidelity(16, distances);
    }

    private static List<LayerEntry> layers(int count) {
        List<LayerEntry> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean behind = i >= count - 6;
            boolean concat = i % 4 == 3;
            String reason = behind
                    ? "behind the last convolutions: decode, scores, NMS"
                    : concat ? "moves values that share one scale" : "reads and computes in INT8";
            layers.add(new LayerEntry(
                    behind ? "head" : i < 4 ? "stem" : i < count / 2 ? "backbone P" + (2 + i / 12) : "neck P4",
                    behind ? "Sigmoid" : concat ? "Concat" : "Conv 3x3/" + (i % 7 == 0 ? 2 : 1) + " + LeakyRelu",
                    nodeName(i),
                    behind ? -1 : 32L << (i % 4),
                    behind ? -1 : 64L << (i % 3),
                    behind || concat ? 0 : 40_000_000L + 3_000_000L * i,
                    !behind,
                    reason));
        }
        return layers;
    }

    static TensorEntry tensor(String name, int index, SplittableRandom random) {
        boolean rectified = index % 3 != 0;
        double spread = 0.4 + 3 * random.nextDouble();
        double max = spread * 5.2;
        double min = rectified ? -spread * 0.28 : -max;
        double width = (max - min) / BINS;
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            double at = (min + (i + 0.5) * width) / spread;
            double density = Math.exp(-0.5 * at * at * (at < 0 && rectified ? 60 : 1.4));
            counts.add(Math.round(8e6 * density * (0.9 + 0.2 * random.nextDouble())) + (i % 29 == 28 ? 1 : 0));
        }
        List<TensorEntry.Threshold> thresholds = new ArrayList<>();
        String[] algorithms = {"minmax", "percentile", "entropy", "mse", "sqnr", "auto"};
        double[] shares = {1, 0.83, 0.62, 0.71, 0.74, 0.78};
        for (int i = 0; i < algorithms.length; i++) {
            thresholds.add(new TensorEntry.Threshold(
                    algorithms[i], rectified ? min : min * shares[i], max * (shares[i] - 0.03 * random.nextDouble())));
        }
        TensorEntry.Threshold auto = thresholds.get(5);
        double scale = (auto.high() - auto.low()) / 255;
        int zero = (int) Math.round(-auto.low() / scale);
        return new TensorEntry(
                name,
                counts.stream().mapToLong(Long::longValue).sum() + 5000,
                5000,
                index == 2 ? 12 : 0,
                index == 2 ? 3 : 0,
                min,
                max,
                min,
                width,
                counts,
                thresholds,
                index % 9 == 8
                        ? Optional.empty()
                        : Optional.of(new TensorEntry.Chosen(-zero * scale, (255 - zero) * scale, scale, zero)));
    }

    private static String nodeName(int i) {
        return "/model." + i + (i % 4 == 3 ? "/Concat" : "/conv/Conv");
    }

    private static String tensorName(int i) {
        return nodeName(i) + "_output_0";
    }
}
