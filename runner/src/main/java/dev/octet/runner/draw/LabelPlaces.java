package dev.octet.runner.draw;

import dev.octet.bindings.opencv.PixelBox;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds places for labels, one after another: on the picture, at their box, above it if possible, and where no label lies
 * yet; where all places are taken, on the one that hides least.
 */
final class LabelPlaces {

    private final int width;
    private final int height;
    private final List<PixelBox> taken = new ArrayList<>();

    /** Places on a picture of this size, px. */
    LabelPlaces(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** The place of a label of this size, which is at most the picture's. */
    PixelBox place(PixelBox box, int labelWidth, int labelHeight) {
        if (labelWidth > width || labelHeight > height) {
            throw new IllegalArgumentException("a label of " + labelWidth + " x " + labelHeight
                    + " px has no place on a picture of " + width + " x " + height);
        }
        PixelBox best = null;
        long least = Long.MAX_VALUE;
        for (PixelBox candidate : candidates(box, labelWidth, labelHeight)) {
            long hidden = taken.stream().mapToLong(candidate::shared).sum();
            if (hidden < least) {
                best = candidate;
                least = hidden;
            }
        }
        if (best == null) {
            best = moved(box.left(), box.top(), labelWidth, labelHeight);
        }
        taken.add(best);
        return best;
    }

    /** Above the box, inside at its top, below it, inside at its bottom, beside it; each from the left and from the right. */
    private List<PixelBox> candidates(PixelBox box, int w, int h) {
        int[] rows = {box.top() - h, box.top(), box.bottom(), box.bottom() - h};
        List<PixelBox> candidates = new ArrayList<>();
        for (int top : rows) {
            if (top >= 0 && top + h <= height) {
                candidates.add(moved(box.left(), top, w, h));
                candidates.add(moved(box.right() - w, top, w, h));
            }
        }
        for (int top = box.top(); top + h <= Math.min(height, box.bottom()); top += h) {
            candidates.add(moved(box.left(), top, w, h));
            candidates.add(moved(box.right(), top, w, h));
            candidates.add(moved(box.left() - w, top, w, h));
        }
        return candidates;
    }

    private PixelBox moved(int left, int top, int w, int h) {
        return PixelBox.at(Math.max(0, Math.min(width - w, left)), Math.max(0, Math.min(height - h, top)), w, h);
    }
}
