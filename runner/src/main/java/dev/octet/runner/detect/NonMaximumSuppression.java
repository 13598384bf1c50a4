package dev.octet.runner.detect;

import dev.octet.calibrator.images.LetterboxGeometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Greedy NMS by class: candidates by falling score, equal scores as they came; each drops the later ones of its class
 * that overlap it by more than the threshold; those of every class on request.
 */
public final class NonMaximumSuppression {

    private final DetectionSettings settings;
    private final boolean done;
    private double[] keptArea = new double[0];
    private int[] kept = new int[0];

    /** NMS with these settings. */
    public NonMaximumSuppression(DetectionSettings settings) {
        this(settings, false);
    }

    private NonMaximumSuppression(DetectionSettings settings, boolean done) {
        this.settings = settings;
        this.done = done;
    }

    /** NMS with these settings for what a head decodes; where the model did it already, everything is kept. */
    public static NonMaximumSuppression of(DetectionHead head, DetectionSettings settings) {
        return new NonMaximumSuppression(settings, head.suppressed());
    }

    /** The detections that are left, best first, on the photo. */
    public List<Detection> detections(Candidates candidates, LetterboxGeometry geometry) {
        long[] order = order(candidates);
        int limit = Math.min(settings.maxCandidates(), order.length);
        if (kept.length < limit) {
            kept = new int[limit];
            keptArea = new double[limit];
        }
        int count = 0;
        for (int i = 0; i < limit && count < settings.maxDetections(); i++) {
            int candidate = (int) order[i];
            double area = area(candidates, candidate);
            if (done || isFree(candidates, candidate, area, count)) {
                kept[count] = candidate;
                keptArea[count++] = area;
            }
        }
        List<Detection> detections = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            detections.add(onPhoto(candidates, kept[i], geometry));
        }
        return detections;
    }

    /** Score bits, highest first, above the position: one sort of primitives that keeps equal scores in order. */
    private static long[] order(Candidates candidates) {
        long[] keys = new long[candidates.size()];
        for (int i = 0; i < keys.length; i++) {
            long falling = (long) Integer.MAX_VALUE - Float.floatToRawIntBits((float) candidates.score(i));
            keys[i] = falling << 32 | i;
        }
        Arrays.sort(keys);
        return keys;
    }

    private static double area(Candidates candidates, int index) {
        return (candidates.edge(index, 2) - candidates.edge(index, 0))
                * (candidates.edge(index, 3) - candidates.edge(index, 1));
    }

    private boolean isFree(Candidates candidates, int candidate, double area, int count) {
        for (int i = 0; i < count; i++) {
            int better = kept[i];
            if (!settings.acrossClasses() && candidates.classIndex(better) != candidates.classIndex(candidate)) {
                continue;
            }
            double w = Math.min(candidates.edge(better, 2), candidates.edge(candidate, 2))
                    - Math.max(candidates.edge(better, 0), candidates.edge(candidate, 0));
            double h = Math.min(candidates.edge(better, 3), candidates.edge(candidate, 3))
                    - Math.max(candidates.edge(better, 1), candidates.edge(candidate, 1));
            if (w > 0 && h > 0 && w * h > settings.iou() * (keptArea[i] + area - w * h)) {
                return false;
            }
        }
        return true;
    }

    private Detection onPhoto(Candidates candidates, int index, LetterboxGeometry geometry) {
        double x0 = geometry.toSourceX(candidates.edge(index, 0));
        double y0 = geometry.toSourceY(candidates.edge(index, 1));
        double x1 = geometry.toSourceX(candidates.edge(index, 2));
        double y1 = geometry.toSourceY(candidates.edge(index, 3));
        if (settings.clip()) {
            x0 = Math.max(0, Math.min(geometry.sourceWidth(), x0));
            y0 = Math.max(0, Math.min(geometry.sourceHeight(), y0));
            x1 = Math.max(0, Math.min(geometry.sourceWidth(), x1));
            y1 = Math.max(0, Math.min(geometry.sourceHeight(), y1));
        }
        return new Detection(x0, y0, x1, y1, candidates.score(index), candidates.classIndex(index));
    }
}
