package dev.octet.bindings.opencv;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * How text is drawn: OpenCV's own stroke font (Hershey, simplex), which needs no fonts on the machine and has ASCII letters
 * only.
 *
 * @param scale 1 for capitals of about 21 px
 * @param stroke width of the strokes, px
 */
public record TextStyle(double scale, int stroke) {

    static final int FONT = opencv_imgproc.FONT_HERSHEY_SIMPLEX;

    private static final int FIRST = ' ';
    private static final int LAST = '~';

    public TextStyle {
        if (!(scale > 0 && scale < 1000) || stroke < 1) {
            throw new IllegalArgumentException(
                    "scale " + scale + " must be more than 0 and less than 1000, stroke " + stroke + " at least 1");
        }
    }

    /**
     * Room that text takes.
     *
     * @param width px
     * @param ascent px above the line that the text stands on
     * @param descent px below it
     */
    public record Extent(int width, int ascent, int descent) {}

    /** What is drawn for a text: every character that the font does not have becomes a question mark. */
    public static String drawable(String text) {
        StringBuilder drawable = new StringBuilder(text.length());
        text.codePoints().forEach(point -> drawable.append(point >= FIRST && point <= LAST ? (char) point : '?'));
        return drawable.toString();
    }

    /** Room that this text takes when it is drawn. */
    public Extent extentOf(String text) {
        OpenCv.library().verifyAvailable();
        int[] baseline = new int[1];
        try (Size size = opencv_imgproc.getTextSize(drawable(text), FONT, scale, stroke, baseline)) {
            return new Extent(size.width(), size.height() + (stroke + 1) / 2, baseline[0]);
        }
    }
}
