package dev.octet.runner.selftest;

import dev.octet.runner.demo.scene.SceneObject;
import dev.octet.runner.detect.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * How many detections are the ones that were expected: of the same class, overlapping by half at least, each used once.
 *
 * @param expected how many were expected
 * @param found how many there are
 * @param matched how many of them are expected ones
 */
record Matches(int expected, int found, int matched) {

    static Matches of(List<List<Detection>> expected, List<List<Detection>> found) {
        if (expected.size() != found.size()) {
            throw new IllegalArgumentException(expected.size() + " images expected, " + found.size() + " seen");
        }
        int expectedCount = 0;
        int foundCount = 0;
        int matched = 0;
        for (int i = 0; i < expected.size(); i++) {
            expectedCount += expected.get(i).size();
            foundCount += found.get(i).size();
            matched += matched(expected.get(i), found.get(i));
        }
        return new Matches(expectedCount, foundCount, matched);
    }

    /** What is drawn, as detections that are certain. */
    static List<Detection> drawn(List<SceneObject> objects) {
        return objects.stream()
                .map(one -> new Detection(
                        one.x(),
                        one.y(),
                        one.x() + one.width(),
                        one.y() + one.height(),
                        1,
                        one.kind().classIndex()))
                .toList();
    }

    private static int matched(List<Detection> expected, List<Detection> found) {
        List<Detection> left = new ArrayList<>(expected);
        int matched = 0;
        for (Detection one : found) {
            Detection best = null;
            for (Detection other : left) {
                if (other.classIndex() == one.classIndex()
                        && overlap(one, other) >= (best == null ? SelfTestDefaults.OVERLAP : overlap(one, best))) {
                    best = other;
                }
            }
            if (best != null) {
                left.remove(best);
                matched++;
            }
        }
        return matched;
    }

    private static double overlap(Detection a, Detection b) {
        double width = Math.min(a.x1(), b.x1()) - Math.max(a.x0(), b.x0());
        double height = Math.min(a.y1(), b.y1()) - Math.max(a.y0(), b.y0());
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double both = width * height;
        return both / (area(a) + area(b) - both);
    }

    private static double area(Detection one) {
        return (one.x1() - one.x0()) * (one.y1() - one.y0());
    }

    /** Share of the expected that was found; 1 when none was expected. */
    double recall() {
        return expected == 0 ? 1 : (double) matched / expected;
    }

    /** Share of the found that was expected; 1 when none was found. */
    double precision() {
        return found == 0 ? 1 : (double) matched / found;
    }
}
