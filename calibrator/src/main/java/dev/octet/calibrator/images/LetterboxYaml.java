package dev.octet.calibrator.images;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.ColourOrder;
import dev.octet.bindings.opencv.Interpolation;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.text.YamlFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A letterbox as a YAML file: one key for each setting, see {@link Letterbox#toMap()}. Keys that are missing have the
 * value that {@link Letterbox#yolo} gives them; keys that do not exist are errors.
 */
public final class LetterboxYaml {

    private static final String FIRST_SIDE = "first-side";

    private final YamlFile file;
    private final JsonNode root;
    private final Letterbox fallback;

    private LetterboxYaml(YamlFile file, JsonNode root, Letterbox fallback) {
        this.file = file;
        this.root = root;
        this.fallback = fallback;
    }

    /** Writes every setting. */
    public static void write(Path file, Letterbox letterbox) {
        AtomicFile.write(file, letterbox.describe().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a letterbox for a model's input.
     *
     * @param width of the model's input, px
     * @param height of the model's input, px
     * @throws ToolkitException {@code BAD_INPUT} when the file is missing, too large, not YAML, has an unknown key or a
     *     wrong value, or is for another size
     */
    public static Letterbox read(Path file, int width, int height) {
        YamlFile source = new YamlFile(file, "preprocessing", "use yolo, yolo-fixed or yolox");
        Letterbox fallback = Letterbox.yolo(width, height);
        Set<String> keys = new LinkedHashSet<>(fallback.toMap().keySet());
        keys.add(FIRST_SIDE);
        LetterboxYaml yaml = new LetterboxYaml(source, source.read(keys), fallback);
        yaml.checkSize("width", width);
        yaml.checkSize("height", height);
        try {
            return yaml.letterbox();
        } catch (IllegalArgumentException e) {
            throw source.bad(String.valueOf(e.getMessage()));
        }
    }

    private Letterbox letterbox() {
        return new Letterbox(
                fallback.width(),
                fallback.height(),
                choice("anchor", Anchor.values(), fallback.anchor()),
                whole("pad", fallback.padValue()),
                choice("colour", ColourOrder.values(), fallback.colour()),
                root.has("scale") ? number("scale", root.get("scale")) : fallback.scale(),
                numbers("mean", fallback.mean()),
                numbers("std", fallback.std()),
                choice("interpolation", Interpolation.values(), fallback.interpolation()),
                flag("scale-up", fallback.scaleUp()),
                choice("rounding", SizeRounding.values(), fallback.rounding()),
                root.has(FIRST_SIDE) ? OptionalInt.of(whole(FIRST_SIDE, 0)) : OptionalInt.empty());
    }

    private void checkSize(String key, int expected) {
        if (whole(key, expected) != expected) {
            throw file.bad(key + " is " + root.get(key) + ", the model's input has " + expected);
        }
    }

    private <E extends Enum<E>> E choice(String key, E[] values, E otherwise) {
        if (!root.has(key)) {
            return otherwise;
        }
        String text = root.get(key).asString("");
        return Arrays.stream(values)
                .filter(value -> Letterbox.word(value).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        key,
                        Arrays.stream(values).map(Letterbox::word).collect(Collectors.joining(", ", "one of ", ""))));
    }

    private int whole(String key, int otherwise) {
        return value(key, otherwise, "a whole number", node -> node.isInt() ? node.intValue() : null);
    }

    private boolean flag(String key, boolean otherwise) {
        return value(key, otherwise, "true or false", node -> node.isBoolean() ? node.booleanValue() : null);
    }

    private <T> T value(
            String key, T otherwise, String expected, Function<JsonNode, @org.jspecify.annotations.Nullable T> reader) {
        if (!root.has(key)) {
            return otherwise;
        }
        T value = reader.apply(root.get(key));
        if (value == null) {
            throw wrong(key, expected);
        }
        return value;
    }

    private double number(String key, JsonNode node) {
        if (!node.isNumber()) {
            throw wrong(key, "a number");
        }
        return node.doubleValue();
    }

    private List<Double> numbers(String key, List<Double> otherwise) {
        if (!root.has(key)) {
            return otherwise;
        }
        JsonNode node = root.get(key);
        if (!node.isArray()) {
            throw wrong(key, "a list of 3 numbers");
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonNode element : node) {
            numbers.add(number(key, element));
        }
        return numbers;
    }

    private ToolkitException wrong(String key, String expected) {
        return file.bad(key + " is " + root.get(key) + ", must be " + expected);
    }
}
