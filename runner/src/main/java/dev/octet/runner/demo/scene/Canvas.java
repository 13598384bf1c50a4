package dev.octet.runner.demo.scene;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** A picture while it is painted: red, green and blue as floats of 0 to 255, rows from the top. */
final class Canvas {

    private final int width;
    private final int height;
    private final float[] rgb;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.rgb = new float[width * height * 3];
    }

    /** How bright a surface is at a point, as a factor. */
    @FunctionalInterface
    interface Light {
        double at(double x, double y);
    }

    void fill(Paint paint) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double mix = paint.pattern().at(x, y);
                int at = (y * width + x) * 3;
                rgb[at] = (float) paint.red(mix);
                rgb[at + 1] = (float) paint.green(mix);
                rgb[at + 2] = (float) paint.blue(mix);
            }
        }
    }

    void paint(Coverage where, Paint paint, Light light) {
        Rectangle part = where.bounds().intersection(new Rectangle(width, height));
        for (int y = part.y; y < part.y + part.height; y++) {
            for (int x = part.x; x < part.x + part.width; x++) {
                float alpha = where.at(x, y) / 255f;
                if (alpha > 0) {
                    double mix = paint.pattern().at(x, y);
                    double factor = light.at(x, y);
                    int at = (y * width + x) * 3;
                    rgb[at] += alpha * (float) (factor * paint.red(mix) - rgb[at]);
                    rgb[at + 1] += alpha * (float) (factor * paint.green(mix) - rgb[at + 1]);
                    rgb[at + 2] += alpha * (float) (factor * paint.blue(mix) - rgb[at + 2]);
                }
            }
        }
    }

    /** Darkens what is under a shape moved by (dx, dy). */
    void shade(Coverage where, int dx, int dy, double strength) {
        Rectangle part = where.bounds();
        part.translate(dx, dy);
        part = part.intersection(new Rectangle(width, height));
        for (int y = part.y; y < part.y + part.height; y++) {
            for (int x = part.x; x < part.x + part.width; x++) {
                float factor = (float) (1 - strength * where.at(x - dx, y - dy) / 255);
                int at = (y * width + x) * 3;
                rgb[at] *= factor;
                rgb[at + 1] *= factor;
                rgb[at + 2] *= factor;
            }
        }
    }

    void light(Light light) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float factor = (float) light.at(x, y);
                int at = (y * width + x) * 3;
                rgb[at] *= factor;
                rgb[at + 1] *= factor;
                rgb[at + 2] *= factor;
            }
        }
    }

    /** Blurs each row and each column a little. */
    void soften() {
        soften(3, width, width * 3, height);
        soften(width * 3, height, 3, width);
    }

    private void soften(int step, int length, int lineStep, int lines) {
        for (int line = 0; line < lines; line++) {
            for (int channel = 0; channel < 3; channel++) {
                int at = line * lineStep + channel;
                float before = rgb[at];
                for (int i = 0; i < length; i++, at += step) {
                    float here = rgb[at];
                    float after = i + 1 < length ? rgb[at + step] : here;
                    rgb[at] = (before + 2 * here + after) / 4;
                    before = here;
                }
            }
        }
    }

    /** Adds noise of a triangular distribution that reaches {@code most} to either side. */
    void grain(Dice dice, double most) {
        float scale = (float) (most / 255);
        for (int i = 0; i < rgb.length; i += 2) {
            int bits = dice.bits();
            rgb[i] += scale * ((bits & 255) - (bits >>> 8 & 255));
            if (i + 1 < rgb.length) {
                rgb[i + 1] += scale * ((bits >>> 16 & 255) - (bits >>> 24 & 255));
            }
        }
    }

    /** The mean colour of what a shape would cover. */
    Paint.Rgb mean(Coverage where) {
        Rectangle part = where.bounds().intersection(new Rectangle(width, height));
        double weight = 1e-9;
        double[] sum = new double[3];
        for (int y = part.y; y < part.y + part.height; y++) {
            for (int x = part.x; x < part.x + part.width; x++) {
                int alpha = where.at(x, y);
                weight += alpha;
                for (int c = 0; c < 3; c++) {
                    sum[c] += alpha * rgb[(y * width + x) * 3 + c];
                }
            }
        }
        return new Paint.Rgb(sum[0] / weight, sum[1] / weight, sum[2] / weight);
    }

    BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                row[x] = level(rgb[at]) << 16 | level(rgb[at + 1]) << 8 | level(rgb[at + 2]);
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round(value)));
    }
}
