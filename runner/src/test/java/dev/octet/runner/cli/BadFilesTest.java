package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command line says of images, tables, annotations and outputs that it cannot use, word for word. */
@Tag("shared")
class BadFilesTest {

    @TempDir
    private Path folder;

    private Path photos;

    @BeforeEach
    void copyTwoPhotos() throws IOException {
        photos = Files.createDirectory(folder.resolve("photos"));
        for (String name : List.of("000000000009.jpg", "000000000025.jpg")) {
            Files.copy(SharedData.path("data/coco128/images/" + name), photos.resolve(name));
        }
    }

    @Test
    void missing_folder_is_named() {
        assertThat(failureOf(calibrate(folder.resolve("none"), "table.json")))
                .isEqualTo(failure(4, "There is no folder DIR/none.", "Name a folder with images."));
    }

    @Test
    void empty_folder_has_no_image() throws IOException {
        assertThat(failureOf(calibrate(Files.createDirectory(folder.resolve("empty")), "table.json")))
                .isEqualTo(failure(
                        4,
                        "There is no JPEG, PNG, BMP or WebP image in DIR/empty or below it.",
                        "Name a folder with images."));
    }

    @Test
    void one_bad_image_is_counted_named_and_left_out() throws IOException {
        Files.writeString(photos.resolve("a.jpg"), "junk");
        CommandLineRun run = calibrate(photos, "table.json", "--json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.talk()).contains("Left out: " + photos + "/a.jpg: it is not a JPEG, PNG, BMP or WebP image\n");
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("images").intValue()).isEqualTo(2);
        assertThat(document.get("badImages")).hasSize(1);
    }

    @Test
    void more_bad_images_than_allowed_fail_the_run() throws IOException {
        Files.writeString(photos.resolve("a.jpg"), "junk");
        Files.createFile(photos.resolve("b.jpg"));
        assertThat(failureOf(calibrate(photos, "table.json", "--threads", "1")))
                .isEqualTo(failure(
                        4,
                        "Too many images cannot be used: 2 of 4 so far, at most 1 may be bad."
                                + " DIR/photos/a.jpg: it is not a JPEG, PNG, BMP or WebP image;"
                                + " DIR/photos/b.jpg: the file is empty.",
                        "Replace or remove them, or raise --max-bad-images."));
        assertThat(folder.resolve("table.json")).doesNotExist();
    }

    @Test
    void truncated_photo_is_bad() throws IOException {
        Path photo = photos.resolve("000000000009.jpg");
        byte[] whole = Files.readAllBytes(photo);
        Files.write(photo, Arrays.copyOf(whole, whole.length / 2));
        CommandLineRun run = calibrate(photos, "table.json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.talk()).contains("Left out: " + photo + ": ");
    }

    @Test
    void table_of_another_model_is_refused() throws IOException {
        Path other = TinyModels.relu(folder.resolve("other.onnx"), 1, 3, 8, 8);
        calibrate(photos, "table.json");
        CommandLineRun run = quantize(other, folder.resolve("table.json"));
        assertThat(run.exitCode()).isEqualTo(8);
        assertThat(BadInput.errorIn(run, folder))
                .matches("octet: The calibration table was made for another model:"
                        + " for 'yolox_nano\\.onnx' \\(sha256 [0-9a-f]{64}\\), not for 'other\\.onnx' \\(sha256 [0-9a-f]{64}\\)\\.\n"
                        + "  Calibrate this model, or name the table or the model that belongs to the other\\.\n");
        assertThat(folder.resolve("int8.onnx")).doesNotExist();
    }

    @Test
    void table_that_was_changed_is_refused() throws IOException {
        calibrate(photos, "table.json");
        Path table = folder.resolve("table.json");
        Files.writeString(table, Files.readString(table).replaceFirst("\"zeros\":\\d+", "\"zeros\":1"));
        CommandLineRun run = quantize(SharedData.path("models/yolox_nano.onnx"), table);
        assertThat(run.exitCode()).isEqualTo(8);
        assertThat(BadInput.errorIn(run, folder))
                .matches("octet: Calibration table DIR/table\\.json was changed after it was written:"
                        + " its content has SHA-256 [0-9a-f]{64}, its checksum says [0-9a-f]{64}\\.\n"
                        + "  Calibrate again, or restore the file from where it was made\\.\n");
    }

    @Test
    void text_is_no_table() throws IOException {
        Path text = Files.writeString(folder.resolve("table.json"), "not a table");
        assertThat(failureOf(quantize(SharedData.path("models/yolox_nano.onnx"), text)))
                .isEqualTo(failure(
                        4,
                        "File DIR/table.json is not a calibration table:"
                                + " it does not start with {\"schema\":\"octet.calibration/1\".",
                        "Name a table that 'octet calibrate' wrote."));
    }

    @Test
    void output_that_is_a_folder_cannot_be_written() throws IOException {
        Files.createDirectory(folder.resolve("table.json"));
        assertThat(failureOf(calibrate(photos, "table.json")))
                .isEqualTo(failure(
                        6,
                        "Cannot write DIR/table.json: it is a folder. Whatever was there before is unchanged.",
                        "Check that the folder exists, is writable and has free space, or name another output."));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(photos, folder.resolve("table.json"));
        }
    }

    @Test
    void output_below_a_file_cannot_be_written() throws IOException {
        Files.writeString(folder.resolve("file"), "old");
        assertThat(failureOf(calibrate(photos, "file/table.json")))
                .isEqualTo(failure(
                        6,
                        "Cannot write DIR/file/table.json: its folder is a file. Whatever was there before is unchanged.",
                        "Check that the folder exists, is writable and has free space, or name another output."));
        assertThat(folder.resolve("file")).hasContent("old");
    }

    @Test
    void detections_of_unknown_images_are_refused() throws IOException {
        Path detections = Files.writeString(
                folder.resolve("detections.json"),
                "[{\"image_id\":424242,\"category_id\":1,\"bbox\":[1,2,3,4],\"score\":0.5}]");
        CommandLineRun run = evaluate(detections, SharedData.path("data/coco128/instances.json"));
        assertThat(failureOf(run))
                .isEqualTo(failure(
                        4,
                        "The detections do not belong to " + SharedData.path("data/coco128/instances.json")
                                + ": detection 0 is for image id 424242, which the annotations do not have.",
                        "Give the annotations of the images that the detections were made on."));
    }

    @Test
    void text_is_no_annotations() throws IOException {
        Path text = Files.writeString(folder.resolve("text.json"), "not annotations");
        assertThat(failureOf(evaluate(SharedData.path("data/coco128/yolox_nano.fp32.detections.json"), text)))
                .isEqualTo(failure(
                        4,
                        "COCO file DIR/text.json cannot be used: it is not whole JSON (Unrecognized token 'not': was"
                                + " expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false'),"
                                + " line 1).",
                        "Check that it is the right file and was copied completely."));
    }

    private CommandLineRun calibrate(Path images, String output, String... more) {
        return CommandLineRun.of(Stream.concat(
                        Stream.of(
                                "calibrate",
                                SharedData.path("models/yolox_nano.onnx").toString(),
                                "--images",
                                images.toString(),
                                "-o",
                                folder.resolve(output).toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private CommandLineRun quantize(Path model, Path table) {
        return CommandLineRun.of(
                "quantize",
                model.toString(),
                "--calibration",
                table.toString(),
                "--target",
                "onnxruntime",
                "-o",
                folder.resolve("int8.onnx").toString());
    }

    private static CommandLineRun evaluate(Path detections, Path annotations) {
        return CommandLineRun.of(
                "evaluate", "--detections", detections.toString(), "--annotations", annotations.toString());
    }

    private CommandLineRun failureOf(CommandLineRun run) {
        return new CommandLineRun(run.exitCode(), run.results(), BadInput.errorIn(run, folder));
    }

    private static CommandLineRun failure(int exitCode, String message, String remedy) {
        return new CommandLineRun(exitCode, "", "octet: " + message + "\n  " + remedy + "\n");
    }
}
