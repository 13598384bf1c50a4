package dev.octet.runner.draw;

import dev.octet.bindings.opencv.TextStyle;
import java.util.Locale;
import java.util.Optional;

/** What a label says: a name, mostly with a score, less of the name where there is no room for it. */
final class LabelText {

    /** Longer names are cut before anything is measured. */
    private static final int LONGEST = 60;

    private static final String CUT = "..";

    private LabelText() {}

    /** The longest text that is at most so wide; empty when not even the score is. */
    static Optional<String> fitting(String name, double score, TextStyle style, int width) {
        String number = String.format(Locale.ROOT, "%.2f", score);
        return fitting(name, " " + number, style, width)
                .or(() -> Optional.of(number).filter(text -> fits(text, style, width)));
    }

    /** The same without a score. */
    static Optional<String> fitting(String name, TextStyle style, int width) {
        return fitting(name, "", style, width);
    }

    private static Optional<String> fitting(String name, String end, TextStyle style, int width) {
        String drawable = TextStyle.drawable(name);
        if (drawable.length() <= LONGEST && fits(drawable + end, style, width)) {
            return Optional.of(drawable + end);
        }
        for (int letters = Math.min(LONGEST, drawable.length() - 1); letters > 0; letters--) {
            String cut = drawable.substring(0, letters).stripTrailing() + CUT + end;
            if (fits(cut, style, width)) {
                return Optional.of(cut);
            }
        }
        return Optional.empty();
    }

    private static boolean fits(String text, TextStyle style, int width) {
        return style.extentOf(text).width() <= width;
    }
}
