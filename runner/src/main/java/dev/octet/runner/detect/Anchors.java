package dev.octet.runner.detect;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The boxes that raw heads are relative to.
 *
 * @param name what reports call them
 * @param levels for each stride, the smallest first: width and height of each anchor in turn, px
 */
public record Anchors(String name, List<List<Double>> levels) {

    private static final String REMEDY =
            "Give width and height of each anchor, smallest stride first: --anchors w,h,w,h,w,h/w,h,w,h,w,h/w,h,w,h,w,h.";

    public Anchors {
        levels = levels.stream().map(List::copyOf).toList();
    }

    /** Of YOLOv5 and YOLOv7-tiny, strides 8, 16, 32. */
    static Anchors tiny() {
        return of("yolov5, yolov7-tiny", "10,13,16,30,33,23/30,61,62,45,59,119/116,90,156,198,373,326");
    }

    /** Of YOLOv7 and YOLOv7-X, strides 8, 16, 32. */
    static Anchors v7() {
        return of("yolov7, yolov7x", "12,16,19,36,40,28/36,75,76,55,72,146/142,110,192,243,459,401");
    }

    /** Of YOLOv7-W6, E6, D6 and E6E, strides 8, 16, 32, 64. */
    static Anchors w6() {
        return of(
                "yolov7-w6, e6, d6, e6e",
                "19,27,44,40,38,94/96,68,86,152,180,137/140,301,303,264,238,542/436,615,739,380,925,792");
    }

    /**
     * Anchors as the command line takes them: numbers separated by commas or blanks, levels by {@code /}, {@code |} or
     * {@code ;}.
     *
     * @throws ToolkitException {@code USAGE} when they are not pairs of positive numbers
     */
    public static Anchors parse(String text) {
        return of("as given", text);
    }

    private static Anchors of(String name, String text) {
        List<List<Double>> levels = new ArrayList<>();
        for (String level : text.split("[/|;]", -1)) {
            List<Double> numbers = new ArrayList<>();
            for (String number : level.strip().split("[,\\s]+", -1)) {
                numbers.add(number(number, text));
            }
            if (numbers.size() % 2 != 0) {
                throw usage(text, "level '" + level.strip() + "' has " + numbers.size() + " numbers, not pairs");
            }
            levels.add(numbers);
        }
        return new Anchors(name, levels);
    }

    private static double number(String text, String all) {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw usage(all, "'" + text + "' is not a number");
        }
        if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
            throw usage(all, "'" + text + "' is not a size in px");
        }
        return number;
    }

    private static ToolkitException usage(String all, String what) {
        return new ToolkitException(FailureKind.USAGE, "Anchors '" + all + "' cannot be read: " + what + ".", REMEDY);
    }

    /**
     * Checks that they are for these strides.
     *
     * @param strides of the raw heads, rising
     * @param each how many anchors each head has
     * @throws ToolkitException {@code BAD_INPUT} when not
     */
    void requireFit(List<Integer> strides, List<Integer> each) {
        if (levels.size() != strides.size()) {
            throw unfit("they are for " + levels.size() + " strides, the model has raw heads of " + strides.size()
                    + ": " + text(strides));
        }
        for (int i = 0; i < strides.size(); i++) {
            if (levels.get(i).size() != 2 * each.get(i)) {
                throw unfit("there are " + levels.get(i).size() / 2 + " for stride " + strides.get(i)
                        + ", the model has " + each.get(i));
            }
            if (i > 0 && !(area(i) > area(i - 1))) {
                throw unfit("those of stride " + strides.get(i) + " are not larger than those of stride "
                        + strides.get(i - 1));
            }
        }
    }

    private ToolkitException unfit(String what) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "Anchors " + text() + " do not match the model's strides: " + what + ".",
                REMEDY);
    }

    private static String text(List<Integer> strides) {
        return strides.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Mean area of a level's anchors. */
    private double area(int level) {
        List<Double> numbers = levels.get(level);
        double sum = 0;
        for (int i = 0; i < numbers.size(); i += 2) {
            sum += numbers.get(i) * numbers.get(i + 1);
        }
        return 2 * sum / numbers.size();
    }

    /** As {@link #parse} takes them. */
    public String text() {
        return levels.stream()
                .map(level -> Arrays.stream(level.toArray(Double[]::new))
                        .map(number -> number == Math.rint(number)
                                ? Long.toString(number.longValue())
                                : Double.toString(number))
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("/"));
    }
}
