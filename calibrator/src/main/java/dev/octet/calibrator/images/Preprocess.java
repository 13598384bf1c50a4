package dev.octet.calibrator.images;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Path;

/** A letterbox by the name of a preset or of a YAML file. */
public final class Preprocess {

    /** One step, what the official detection scripts do. */
    public static final String YOLO = "yolo";

    /** Two steps on one canvas, what the official YOLOv7 test script would do with a model of fixed size. */
    public static final String YOLO_FIXED = "yolo-fixed";

    /** Two steps on a canvas for each batch, what the official YOLOv7 test script does; no letterbox alone can. */
    public static final String YOLO_RECT = "yolo-rect";

    /** What the official YOLOX code does. */
    public static final String YOLOX = "yolox";

    private Preprocess() {}

    /**
     * The letterbox of that name.
     *
     * @param nameOrFile {@code yolo}, {@code yolo-fixed}, {@code yolox}, or the path of a YAML file
     * @param width of the model's input, px; a file may not say otherwise
     * @param height of the model's input, px
     * @throws ToolkitException {@code BAD_INPUT} when there is no such preset or the file cannot be used
     */
    public static Letterbox named(String nameOrFile, int width, int height) {
        return switch (nameOrFile) {
            case YOLO -> Letterbox.yolo(width, height);
            case YOLO_FIXED -> Letterbox.yoloFixed(width, height);
            case YOLOX -> Letterbox.yolox(width, height);
            case YOLO_RECT ->
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "Preprocessing yolo-rect gives each batch of images a size of its own, which only 'octet evaluate'"
                                + " does.",
                        "Use yolo-fixed: the same with one size.");
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
                "Use yolo, yolo-fixed, yolox, or a file whose name ends in .yaml.");
    }
}
