package dev.octet.calibrator.finetune;

import dev.octet.calibrator.images.Letterbox;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Other views of photos: mirrored, brighter or darker, in other tints, put together from four. Works on what the letterbox
 * makes, planes {@code [3, H, W] float32}, so every view went through the one image pipeline.
 */
final class Augmentation {

    private static final int PLANES = 3;
    private static final double BRIGHTNESS = 0.3;
    private static final double TINT = 0.08;
    private static final double NEAREST_CUT = 0.3;
    private static final double SMALLEST = 0.4;
    private static final double LEVELS = 255;

    private final Letterbox letterbox;
    private final int width;
    private final int height;

    Augmentation(Letterbox letterbox) {
        this.letterbox = letterbox;
        this.width = letterbox.width();
        this.height = letterbox.height();
    }

    /**
     * One view.
     *
     * @param photos one, or four to be put together
     * @param random decides everything
     */
    float[] view(List<float[]> photos, SplittableRandom random) {
        float[] view = photos.size() == 1 ? photos.get(0).clone() : mosaic(photos, random);
        mirrorByChance(view, random);
        tintInPlace(view, random);
        return view;
    }

    /** A photo as it is, or mirrored. */
    float[] plain(float[] photo, SplittableRandom random) {
        float[] view = photo.clone();
        mirrorByChance(view, random);
        return view;
    }

    private void mirrorByChance(float[] view, SplittableRandom random) {
        if (random.nextBoolean()) {
            mirrorInPlace(view);
        }
    }

    void mirrorInPlace(float[] view) {
        for (int row = 0; row < PLANES * height; row++) {
            for (int left = row * width, right = left + width - 1; left < right; left++, right--) {
                float kept = view[left];
                view[left] = view[right];
                view[right] = kept;
            }
        }
    }

    /** Levels times a factor for all planes and one for each, cut to 0..255, in the letterbox's units. */
    private void tintInPlace(float[] view, SplittableRandom random) {
        double brightness = 1 + BRIGHTNESS * (2 * random.nextDouble() - 1);
        for (int plane = 0; plane < PLANES; plane++) {
            double gain = brightness * (1 + TINT * (2 * random.nextDouble() - 1));
            double mean = letterbox.mean().get(plane);
            double std = letterbox.std().get(plane);
            double black = -mean / std;
            double white = (LEVELS * letterbox.scale() - mean) / std;
            float lowest = (float) Math.min(black, white);
            float highest = (float) Math.max(black, white);
            for (int i = plane * width * height; i < (plane + 1) * width * height; i++) {
                float value = (float) (black + gain * (view[i] - black));
                view[i] = Math.max(lowest, Math.min(highest, value));
            }
        }
    }

    /** Four photos around a point, each smaller by a factor of its own and cut at the edges of its part. */
    private float[] mosaic(List<float[]> photos, SplittableRandom random) {
        float[] view = new float[PLANES * width * height];
        int x = (int) (width * (NEAREST_CUT + (1 - 2 * NEAREST_CUT) * random.nextDouble()));
        int y = (int) (height * (NEAREST_CUT + (1 - 2 * NEAREST_CUT) * random.nextDouble()));
        for (int part = 0; part < 4; part++) {
            int left = part % 2 == 0 ? 0 : x;
            int top = part / 2 == 0 ? 0 : y;
            int right = part % 2 == 0 ? x : width;
            int bottom = part / 2 == 0 ? y : height;
            fill(view, photos.get(part), left, top, right, bottom, random);
        }
        return view;
    }

    private void fill(float[] view, float[] photo, int left, int top, int right, int bottom, SplittableRandom random) {
        // The part must lie inside the photo as it is scaled: no seam of padding is invented.
        double least = Math.max((double) (right - left) / width, (double) (bottom - top) / height);
        double scale = Math.max(least, SMALLEST + (1 - SMALLEST) * random.nextDouble());
        double fromX = random.nextDouble() * (width - (right - left) / scale);
        double fromY = random.nextDouble() * (height - (bottom - top) / scale);
        for (int plane = 0; plane < PLANES; plane++) {
            int start = plane * width * height;
            for (int row = top; row < bottom; row++) {
                double sourceY = Math.min(height - 1, fromY + (row - top) / scale);
                for (int column = left; column < right; column++) {
                    double sourceX = Math.min(width - 1, fromX + (column - left) / scale);
                    view[start + row * width + column] = between(photo, start, sourceX, sourceY);
                }
            }
        }
    }

    /** The value between four pixels. */
    private float between(float[] photo, int start, double x, double y) {
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(width - 1, left + 1);
        int bottom = Math.min(height - 1, top + 1);
        double dx = x - left;
        double dy = y - top;
        double above = photo[start + top * width + left] * (1 - dx) + photo[start + top * width + right] * dx;
        double below = photo[start + bottom * width + left] * (1 - dx) + photo[start + bottom * width + right] * dx;
        return (float) (above * (1 - dy) + below * dy);
    }
}
