package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tflite.FloatSession;
import dev.octet.bindings.tflite.TfliteOptions;
import dev.octet.bindings.tflite.TfliteSession;
import dev.octet.runner.SharedData;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form that one detector is exported in becomes a file for phones; an NMS at its end is left out. */
@Tag("shared")
class ExportFormsIT {

    private static final int SIDE = 320;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"end2end-ort", "end2end-trt"})
    void what_is_left_of_a_form_with_nms_gives_what_the_grid_gives(String form) {
        float[] expected = grid("grid");
        float[] seen = grid(form);
        assertThat(seen).hasSameSizeAs(expected);
        for (int i = 0; i < seen.length; i++) {
            assertThat(Math.abs(seen[i] - expected[i])).isLessThanOrEqualTo(1e-4f * Math.max(1, Math.abs(expected[i])));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--head=yolo-raw"})
    void file_with_raw_heads_says_what_their_anchors_are(String option) throws IOException {
        Path photos = SharedData.photos(folder.resolve("photos"), 2);
        List<String> arguments = new ArrayList<>(List.of(
                "detect",
                exported("raw").toString(),
                photos.toString(),
                "-o",
                folder.resolve("found").toString()));
        if (!option.isEmpty()) {
            arguments.add(option);
        }
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.talk()).isZero();
    }

    @Test
    void every_tensor_of_a_model_with_nms_can_be_calibrated() throws IOException {
        Path photos = SharedData.photos(folder.resolve("photos"), 2);
        CommandLineRun run = CommandLineRun.of(
                "calibrate",
                model("end2end-ort"),
                "--images",
                photos.toString(),
                "--every-tensor",
                "-o",
                folder.resolve("table.json").toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
    }

    private static String model(String form) {
        return SharedData.path("models/yolov7-tiny-w50-coco128/" + form + ".onnx")
                .toString();
    }

    private Path exported(String form) {
        Path file = folder.resolve(form + ".tflite");
        CommandLineRun run = CommandLineRun.of(
                "export", model(form), "--to", "tflite", "--precision", "float32", "-o", file.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.talk().contains("is left out")).isEqualTo(form.startsWith("end2end"));
        return file;
    }

    private float[] grid(String form) {
        Path file = exported(form);
        try (FloatSession session = FloatSession.of(TfliteSession.load(file, TfliteOptions.of(1)));
                HostTensor image = HostTensor.allocate(ElementType.FLOAT, 1, SIDE, SIDE, 3)) {
            Random random = new Random(5);
            FloatBuffer pixels = image.floats();
            while (pixels.hasRemaining()) {
                pixels.put(random.nextFloat());
            }
            Map<String, HostTensor> made =
                    session.run(Map.of(session.inputs().get(0).name(), image));
            assertThat(made).hasSize(1);
            try (HostTensor rows = made.values().iterator().next()) {
                float[] values = new float[(int) rows.elementCount()];
                rows.floats().get(values);
                return values;
            }
        }
    }
}
