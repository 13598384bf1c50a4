package dev.octet.runner.cli;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.backend.EngineSignature;
import dev.octet.runner.detect.Anchors;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.detect.InputSize;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.EngineFace;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a command is told of a detector where its graph does not say it, or says something else. */
final class HeadOptions {

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})(?:x([1-9]\\d{0,4}))?");

    @Option(
            names = "--head",
            paramLabel = "NAME",
            description = "Detection head, when it is not recognised: yolo, yolo-raw, yolo-end2end, yolo-efficientnms,"
                    + " yolox, yolox-decoded or yolov8.")
    @Nullable
    private String head;

    @Option(
            names = "--anchors",
            paramLabel = "W,H,..",
            description = "Anchors of raw heads, px, smallest stride first: w,h,w,h,w,h/w,h,..; by default those of the"
                    + " official models.")
    @Nullable
    private String anchors;

    @Option(
            names = "--input-size",
            paramLabel = "WxH",
            description = "Size of the images of a model that leaves it open (default: 640x640).")
    @Nullable
    private String inputSize;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The model as a detector. */
    DetectorFace face(OnnxModel model) {
        return DetectorFace.of(model, choice(), size());
    }

    /** The same for images of this size. */
    DetectorFace face(OnnxModel model, InputSize size) {
        return DetectorFace.of(model, choice(), Optional.of(size));
    }

    /** The same of a model that may be an engine, and that tells so many classes apart if that is known. */
    DetectorFace face(GivenModel model, Optional<Integer> classes) {
        return model.face(classes.map(choice()::withClasses).orElseGet(this::choice), size());
    }

    /** The same of an engine that is not loaded. */
    DetectorFace face(EngineSignature engine, Optional<OnnxModel> builtFrom, Optional<Integer> classes) {
        return EngineFace.of(
                engine, builtFrom, classes.map(choice()::withClasses).orElseGet(this::choice), size());
    }

    /** The same for images of this size. */
    DetectorFace face(GivenModel model, InputSize size) {
        return model.face(choice(), Optional.of(size));
    }

    private HeadChoice choice() {
        return new HeadChoice(
                Optional.ofNullable(head), Optional.ofNullable(anchors).map(Anchors::parse));
    }

    /** True when something was given. */
    boolean isGiven() {
        return head != null || anchors != null || inputSize != null;
    }

    /** True when a size was given. */
    boolean isSizeGiven() {
        return inputSize != null;
    }

    private Optional<InputSize> size() {
        if (inputSize == null) {
            return Optional.empty();
        }
        Matcher size = SIZE.matcher(inputSize);
        if (!size.matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--input-size': '" + inputSize
                            + "' is not a size such as 640 or 640x384");
        }
        int width = Integer.parseInt(size.group(1));
        return Optional.of(new InputSize(width, size.group(2) == null ? width : Integer.parseInt(size.group(2))));
    }

    /** Says what was chosen for the user. */
    static void say(DetectorFace face, Console console) {
        if (face.sizeIsOpen()) {
            console.say("The model leaves the image size open: " + face.input()
                    + " px is taken; --input-size gives another.");
        }
        face.head().ifPresent(head -> head.remarks().forEach(console::say));
    }
}
