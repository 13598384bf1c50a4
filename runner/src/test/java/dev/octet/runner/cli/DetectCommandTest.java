package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.runner.FixedDetector;
import dev.octet.runner.TestPhotos;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DetectCommandTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private Path model;
    private Path photos;
    private Path out;

    @BeforeEach
    void a_detector_and_a_folder() throws IOException {
        model = FixedDetector.of(3)
                .finding(1, 0.9, 4, 8, 12, 24)
                .finding(2, 0.5, 20, 20, 32, 32)
                .grid()
                .write(folder.resolve("model.onnx"));
        photos = Files.createDirectory(folder.resolve("photos"));
        out = folder.resolve("out");
    }

    private CommandLineRun detect(Path input, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("detect", model.toString(), input.toString(), "-o", out.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private Path white(String name) throws IOException {
        return TestPhotos.write(
                photos.resolve(name), 64, 64, 255, name.endsWith("png") ? ImageFormat.PNG : ImageFormat.JPEG);
    }

    @Test
    void every_image_gets_a_picture_and_labels_and_all_get_coco_results() throws IOException {
        white("a.jpg");
        white("sub/b.png");
        TestPhotos.write(photos.resolve("c.png"), 64, 32, 0, ImageFormat.PNG);
        CommandLineRun run = detect(photos);
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results())
                .matches("""
                        class    detections  images
                        class 1           2       2
                        class 2           2       2
                        3 images, 4 detections
                        \\d+\\.\\d ms an image, \\d+\\.\\d of them to draw and write
                        """ + "Written: " + out + "/detections.json, " + out + "/labels, " + out + "/pictures\n");
        assertThat(run.talk())
                .startsWith("Class names: numbers; the model has none.\n")
                .endsWith("Next: octet quantize " + model + " --images " + photos
                        + " --target onnxruntime -o MODEL.int8.onnx\n");
        assertThat(out.resolve("labels/a.txt")).hasContent("1 0.25 0.5 0.25 0.5 0.9\n2 0.8125 0.8125 0.375 0.375 0.5");
        assertThat(out.resolve("labels/sub/b.txt")).hasSameTextualContentAs(out.resolve("labels/a.txt"));
        assertThat(out.resolve("labels/c.txt")).isEmptyFile();
        BufferedImage picture = ImageIO.read(out.resolve("pictures/sub/b.png").toFile());
        assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(64, 64);
        assertThat(picture.getRGB(8, 40)).isNotEqualTo(-1).isEqualTo(picture.getRGB(23, 40));
        assertThat(picture.getRGB(30, 60)).isEqualTo(-1);
        assertThat(JSON.readTree(Files.readString(out.resolve("detections.json")))
                        .get(3))
                .isEqualTo(JSON.readTree("""
                        {"image_id": 3, "file_name": "sub/b.png", "category_id": 2, "category_name": "class 2",
                         "bbox": [40.0, 40.0, 24.0, 24.0], "score": 0.5}
                        """));
    }

    @Test
    void the_document_has_counts_files_and_times() throws IOException {
        white("a.jpg");
        white("b.jpg");
        CommandLineRun run = detect(photos, "--json", "--no-pictures");
        JsonNode document = JSON.readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.detect/1");
        assertThat(document.get("detections").intValue()).isEqualTo(4);
        assertThat(document.get("images").get(1))
                .isEqualTo(JSON.readTree("{\"file\": \"b.jpg\", \"detections\": 2, \"labels\": \"labels/b.txt\"}"));
        assertThat(document.get("perClass").get(0))
                .isEqualTo(JSON.readTree("{\"class\": 1, \"name\": \"class 1\", \"detections\": 2, \"images\": 2}"));
        assertThat(document.get("seconds").doubleValue())
                .isGreaterThan(document.get("writingSeconds").doubleValue());
        assertThat(document.get("writingSeconds").doubleValue()).isPositive();
        assertThat(out.resolve("pictures")).doesNotExist();
        assertThat(run.talk()).doesNotContain("Next:");
    }

    @Test
    void verbose_says_what_each_image_has() throws IOException {
        white("a.jpg");
        TestPhotos.write(photos.resolve("b.jpg"), 64, 64, 0, ImageFormat.JPEG);
        assertThat(detect(photos, "-v").talk()).contains("a.jpg: 1 class 1, 1 class 2\nb.jpg: nothing\n");
        assertThat(detect(photos).talk()).doesNotContain("a.jpg");
    }

    @Test
    void names_may_have_any_letters() throws IOException {
        white("a.jpg");
        Path names = Files.writeString(folder.resolve("names.txt"), "x\n</script><img src=x>\n\u732b caf\u00e9\n");
        CommandLineRun run = detect(photos, "--names", names.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.talk()).startsWith("Class names: from " + names + ".\n");
        assertThat(run.results()).contains("</script><img src=x>", "\u732b caf\u00e9");
        assertThat(JSON.readTree(Files.readString(out.resolve("detections.json"))))
                .extracting(one -> one.get("category_name").stringValue())
                .containsExactly("</script><img src=x>", "\u732b caf\u00e9");
    }

    @Test
    void annotations_give_ids_and_names_and_evaluate_reads_the_results() throws IOException {
        white("a.jpg");
        Path annotations = Files.writeString(folder.resolve("annotations.json"), """
                {"images": [{"id": 77, "file_name": "a.jpg"}],
                 "categories": [{"id": 9, "name": "dog"}, {"id": 3, "name": "cat"}, {"id": 12, "name": "owl"}],
                 "annotations": [{"id": 1, "image_id": 77, "category_id": 9, "bbox": [8, 16, 16, 32], "area": 512,
                                  "iscrowd": 0}]}
                """);
        CommandLineRun run = detect(photos, "--annotations", annotations.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.talk()).contains("Class names: from " + annotations + ".\n");
        JsonNode first =
                JSON.readTree(Files.readString(out.resolve("detections.json"))).get(0);
        assertThat(first.get("image_id").intValue()).isEqualTo(77);
        assertThat(first.get("category_id").intValue()).isEqualTo(9);
        assertThat(first.get("category_name").stringValue()).isEqualTo("dog");
        CommandLineRun score = CommandLineRun.of(
                "evaluate",
                "--annotations",
                annotations.toString(),
                "--detections",
                out.resolve("detections.json").toString());
        assertThat(score.results()).contains("AP  IoU .50:.95      1.0000");
        white("b.jpg");
        assertThat(errorOf(detect(photos, "--annotations", annotations.toString())))
                .isEqualTo("octet: The image b.jpg of DIR/photos is not in DIR/annotations.json, whose 1 images begin"
                        + " with a.jpg.\n  Give the annotations of these images, or leave --annotations out.\n");
    }

    @Test
    void a_turned_photo_has_its_boxes_where_they_are_seen() throws IOException {
        byte[] jpeg = TestPhotos.plain(64, 32, 255, ImageFormat.JPEG);
        Files.write(photos.resolve("a.jpg"), TestPhotos.turned(jpeg, 6));
        assertThat(detect(photos).exitCode()).isZero();
        BufferedImage picture = ImageIO.read(out.resolve("pictures/a.jpg").toFile());
        assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(32, 64);
        JsonNode box = JSON.readTree(Files.readString(out.resolve("detections.json")))
                .get(0)
                .get("bbox");
        assertThat(box).isEqualTo(JSON.readTree("[0.0, 16.0, 8.0, 32.0]"));
        assertThat(picture.getRGB(4, 47) & 0xff).isLessThan(200);
        assertThat(picture.getRGB(20, 30) & 0xff).isGreaterThan(240);
    }

    @Test
    void photos_of_one_pixel_or_without_colour_are_photos() throws IOException {
        TestPhotos.write(photos.resolve("dot.png"), 1, 1, 255, ImageFormat.PNG);
        Files.write(photos.resolve("grey.jpg"), TestPhotos.grey(64, 64));
        CommandLineRun run = detect(photos);
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results()).contains("2 images, 4 detections\n");
        assertThat(ImageIO.read(out.resolve("pictures/dot.png").toFile()).getWidth())
                .isEqualTo(1);
        assertThat(out.resolve("labels/grey.txt")).content().startsWith("1 0.25 0.5 0.25 0.5 0.9");
    }

    @Test
    void one_image_that_cannot_be_read_is_bad_input() throws IOException {
        Path junk = Files.writeString(photos.resolve("junk.jpg"), "junk");
        CommandLineRun run = detect(junk);
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(errorOf(run))
                .isEqualTo("octet: The image DIR/photos/junk.jpg cannot be used: it is not a JPEG, PNG, BMP or WebP"
                        + " image.\n  Replace the image, or name another.\n");
        assertThat(out.resolve("detections.json")).doesNotExist();
        assertThat(errorOf(detect(photos.resolve("none.jpg"))))
                .isEqualTo(
                        "octet: There is no image or folder DIR/photos/none.jpg.\n  Check the path of the images.\n");
    }

    @Test
    void a_bad_image_in_a_folder_is_left_out_and_named() throws IOException {
        white("a.jpg");
        Path junk = Files.writeString(photos.resolve("junk.jpg"), "junk");
        CommandLineRun run = detect(photos);
        assertThat(run.exitCode()).isZero();
        assertThat(run.talk()).contains("Left out: " + junk + ": it is not a JPEG, PNG, BMP or WebP image\n");
        assertThat(run.results()).contains("1 image, 2 detections\n");
    }

    @Test
    void files_of_other_names_stay_and_own_ones_are_replaced() throws IOException {
        Path photo = white("a.jpg");
        Files.createDirectories(out.resolve("labels"));
        Path other = Files.writeString(out.resolve("labels/other.txt"), "mine");
        Files.writeString(out.resolve("labels/a.txt"), "old");
        assertThat(detect(photo).exitCode()).isZero();
        assertThat(other).hasContent("mine");
        assertThat(out.resolve("labels/a.txt")).content().startsWith("1 0.25");
        try (Stream<Path> files = Files.walk(out).filter(Files::isRegularFile)) {
            assertThat(files.map(file -> out.relativize(file).toString()))
                    .containsExactlyInAnyOrder("detections.json", "labels/a.txt", "labels/other.txt", "pictures/a.jpg");
        }
    }

    @Test
    void photos_are_never_written_over() throws IOException {
        Path photo = white("a.jpg");
        byte[] before = Files.readAllBytes(photo);
        out = photos;
        assertThat(errorOf(detect(photos)))
                .isEqualTo("octet: The output folder DIR/photos is the image folder DIR/photos: the next run would take"
                        + " its pictures for photos.\n  Name an output folder outside of it.\n");
        out = photos.resolve("found");
        CommandLineRun inside = detect(photos);
        assertThat(inside.exitCode()).isEqualTo(2);
        assertThat(errorOf(inside))
                .startsWith("octet: The output folder DIR/photos/found is inside the image folder DIR/photos: ");
        out = folder.resolve("out");
        Files.createDirectory(out);
        Files.createSymbolicLink(out.resolve("pictures"), photos);
        assertThat(errorOf(detect(photos)))
                .isEqualTo("octet: The output DIR/out/pictures/a.jpg would replace a file that is read.\n"
                        + "  Name another output folder.\n");
        assertThat(errorOf(detect(photo))).startsWith("octet: The output DIR/out/pictures/a.jpg would replace");
        assertThat(photo).hasBinaryContent(before);
    }

    @Test
    void annotations_are_never_written_over() throws IOException {
        white("a.jpg");
        Files.createDirectory(out);
        Path annotations = Files.writeString(out.resolve("detections.json"), "{}");
        assertThat(errorOf(detect(photos, "--annotations", annotations.toString())))
                .startsWith("octet: The output DIR/out/detections.json would replace a file that is read.\n");
        assertThat(annotations).hasContent("{}");
    }

    @Test
    void values_out_of_range_are_wrong_usage() throws IOException {
        white("a.jpg");
        assertThat(errorOf(detect(photos, "--confidence", "1")))
                .startsWith(
                        "octet: Invalid value for option '--confidence': '1.0' is not at least 0 and less than 1.\n");
        assertThat(errorOf(detect(photos, "--iou", "0")))
                .startsWith("octet: Invalid value for option '--iou': '0.0' is not more than 0 and at most 1.\n");
        assertThat(errorOf(detect(photos, "--batch", "0")))
                .startsWith("octet: Invalid value for option '--batch': '0' is not at least 1.\n");
        assertThat(detect(photos, "--batch", "2").exitCode()).isEqualTo(4);
    }

    @Test
    void the_threshold_decides_what_is_found() throws IOException {
        white("a.jpg");
        assertThat(detect(photos, "--confidence", "0.6").results()).contains("1 image, 1 detection\n");
        assertThat(detect(photos, "--confidence", "0.95").results()).startsWith("1 image, 0 detections\n");
        assertThat(JSON.readTree(Files.readString(out.resolve("detections.json"))))
                .isEmpty();
    }

    private String errorOf(CommandLineRun run) {
        return BadInput.errorIn(run, folder);
    }
}
