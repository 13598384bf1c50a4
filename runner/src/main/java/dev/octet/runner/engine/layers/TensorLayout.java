package dev.octet.runner.engine.layers;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TensorRT's sentences about how a tensor lies in memory, in short. */
final class TensorLayout {

    private static final Map<String, Integer> WIDTHS =
            Map.of("two", 2, "four", 4, "eight", 8, "sixteen", 16, "thirty-two", 32, "sixty-four", 64);

    private static final Pattern VECTORIZED = Pattern.compile("(?i)^([a-z-]+) wide channel vectorized row major.*");
    private static final Pattern CHANNEL_LAST =
            Pattern.compile("(?i)^channel major.*?(?:channel % (\\d+) == 0.*|channel == (\\d+).*)?$");
    private static final Pattern SHORT = Pattern.compile("^[A-Za-z]+\\d* (N\\S+)$");

    private TensorLayout() {}

    /** Such as {@code NCHW}, {@code NC/32HW32} or {@code NHWC8}; empty where the text says no layout. */
    static String of(String format) {
        String text = format.strip();
        String planes = planes(text);
        return text.contains("3 spatial dimensions") ? planes.replace("HW", "DHW") : planes;
    }

    private static String planes(String text) {
        Matcher vectorized = VECTORIZED.matcher(text);
        if (vectorized.matches()) {
            Integer width = WIDTHS.get(vectorized.group(1).toLowerCase(Locale.ROOT));
            return width == null ? text : "NC/" + width + "HW" + width;
        }
        Matcher channelLast = CHANNEL_LAST.matcher(text);
        if (channelLast.matches()) {
            String multiple = channelLast.group(1) == null ? channelLast.group(2) : channelLast.group(1);
            return "NHWC" + (multiple == null ? "" : multiple);
        }
        if (text.regionMatches(true, 0, "row major", 0, 9) || text.equalsIgnoreCase("linear")) {
            return "NCHW";
        }
        Matcher shortForm = SHORT.matcher(text);
        return shortForm.matches() ? shortForm.group(1) : "";
    }
}
