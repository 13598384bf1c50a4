package dev.octet.runner.results;

import dev.octet.runner.detect.Detection;
import dev.octet.runner.pipeline.FoundInImage;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Detections as YOLO text, as the official {@code detect.py --save-txt --save-conf} writes them: a line of class, centre x,
 * centre y, width, height and confidence for each, lengths in parts of the photo's width and height, six digits. Boxes are
 * not rounded to whole px before.
 */
final class YoloText {

    private static final MathContext SIX_DIGITS = new MathContext(6);

    private YoloText() {}

    static String of(FoundInImage found) {
        StringBuilder text = new StringBuilder();
        for (Detection one : found.detections()) {
            text.append(one.classIndex());
            append(text, (one.x0() + one.x1()) / 2 / found.width());
            append(text, (one.y0() + one.y1()) / 2 / found.height());
            append(text, (one.x1() - one.x0()) / found.width());
            append(text, (one.y1() - one.y0()) / found.height());
            append(text, one.score());
            text.append('\n');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, double value) {
        text.append(' ')
                .append(new BigDecimal(value)
                        .round(SIX_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString());
    }
}
