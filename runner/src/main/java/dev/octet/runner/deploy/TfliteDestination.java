package dev.octet.runner.deploy;

import dev.octet.calibrator.tflite.TfliteModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file for TensorFlow Lite.
 *
 * @param model what to write
 * @param onnx file of the model that it was made from
 * @param integerFace true when inputs and outputs are int8
 */
public record TfliteDestination(TfliteModel model, Path onnx, boolean integerFace) implements Destination {

    /** As {@code --to} names it. */
    public static final String NAME = "tflite";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Exported writeTo(Path output) {
        model.writeTo(output);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("precision", model.precision().text());
        facts.put("io", integerFace ? "int8" : "float");
        facts.put("int8Nodes", model.nodes().int8());
        facts.put("int16Nodes", model.nodes().int16());
        facts.put("floatNodes", model.nodes().floats());
        facts.put("transposes", model.transposes());
        return new Exported(
                output,
                List.of(ExportedFile.of(String.valueOf(output.getFileName()), output)),
                facts,
                model.remarks(),
                "octet compare " + onnx + " " + output + " --images DIR");
    }
}
