package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A trained YOLOv7 on real photos. */
@Tag("shared")
class DetectPhotosTest {

    private static final int PHOTOS = 8;

    @TempDir
    private Path folder;

    @Test
    void what_is_found_is_what_is_annotated() throws IOException {
        Path photos = SharedData.photos(folder.resolve("photos"), PHOTOS);
        Path out = folder.resolve("out");
        Path annotations = SharedData.path("data/coco128/instances.json");
        CommandLineRun run = CommandLineRun.of(
                "detect",
                SharedData.path("models/yolov7-tiny-w50-coco128/grid.onnx").toString(),
                photos.toString(),
                "-o",
                out.toString(),
                "--annotations",
                annotations.toString(),
                "--json");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        JsonMapper json = JsonMapper.builder().build();
        JsonNode found = json.readTree(Files.readString(out.resolve("detections.json")));
        JsonNode truth = json.readTree(Files.readString(annotations)).get("annotations");
        assertThat(found.size()).isGreaterThan(25);
        long right = found.valueStream()
                .filter(one -> one.get("score").doubleValue() > 0.7)
                .filter(one -> truth.valueStream().anyMatch(object -> isSame(one, object)))
                .count();
        long sure = found.valueStream()
                .filter(one -> one.get("score").doubleValue() > 0.7)
                .count();
        assertThat(sure).isGreaterThan(12);
        assertThat(right).isGreaterThanOrEqualTo((long) Math.ceil(0.8 * sure));
        try (Stream<Path> all = Files.list(photos)) {
            for (Path photo : all.toList()) {
                Path picture = out.resolve("pictures").resolve(photo.getFileName());
                assertThat(ImageIO.read(picture.toFile()).getWidth())
                        .isEqualTo(ImageIO.read(photo.toFile()).getWidth());
            }
        }
    }

    private static boolean isSame(JsonNode one, JsonNode object) {
        return one.get("image_id").longValue() == object.get("image_id").longValue()
                && one.get("category_id").longValue()
                        == object.get("category_id").longValue()
                && overlap(one.get("bbox"), object.get("bbox")) > 0.5;
    }

    private static double overlap(JsonNode a, JsonNode b) {
        double width = Math.min(end(a, 0), end(b, 0)) - Math.max(at(a, 0), at(b, 0));
        double height = Math.min(end(a, 1), end(b, 1)) - Math.max(at(a, 1), at(b, 1));
        double shared = Math.max(0, width) * Math.max(0, height);
        return shared / (at(a, 2) * at(a, 3) + at(b, 2) * at(b, 3) - shared);
    }

    private static double at(JsonNode box, int index) {
        return box.get(index).doubleValue();
    }

    private static double end(JsonNode box, int axis) {
        return at(box, axis) + at(box, axis + 2);
    }
}
