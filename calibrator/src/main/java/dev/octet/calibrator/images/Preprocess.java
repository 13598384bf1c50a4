package dev.octet.calibrator.images;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Path;

/** A letterbox by the name of a preset or of a YAML file. */
public final class Preprocess {

    private Preprocess() {}

    /**
     * The letterbox of that name.
     *
     * @param nameOrFile {@code yolo}, {@code yolox}, or the path of a YAML file
     * @param width of the model's input, px; a file may not say otherwise
     * @param height of the model's input, px
     * @throws ToolkitException {@code BAD_INPUT} when there is no such preset or the file cannot be used
     */
    public static Letterbox named(String nameOrFile, int width, int height) {
        return switch (nameOrFile) {
            case "yolo" -> Letterbox.yolo(width, height);
            case "yolox" -> Letterbox.yolox(width, height);
            default -> fromFile(nameOrFile, width, height);
        };
    }

    private static Letterbox fromFile(String file, int width, int height) {
        if (file.endsWith(".yaml") || file.endsWith(".yml")) {
            return LetterboxYaml.read(Path.of(file), width, height);
        }
        throw new ToolkitException(
                FailureKind.BAD_INPUT,
                "There is no preprocessing named " + file + ".",
                "Use yolo, yolox, or a file whose name ends in .yaml.");
    }
}
