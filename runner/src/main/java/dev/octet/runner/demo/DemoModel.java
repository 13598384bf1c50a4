package dev.octet.runner.demo;

import dev.octet.calibrator.model.OnnxModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The detector of shapes that Octet ships: yolov7-tiny in structure, a quarter as wide, 320 px. */
public final class DemoModel {

    /** Name of its file. */
    public static final String NAME = "shapes.onnx";

    private DemoModel() {}

    /** The model, in float. */
    public static OnnxModel load() {
        try (InputStream stream = DemoModel.class.getResourceAsStream(NAME)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + NAME + " is not there");
            }
            return OnnxModel.parse(stream.readAllBytes(), NAME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
