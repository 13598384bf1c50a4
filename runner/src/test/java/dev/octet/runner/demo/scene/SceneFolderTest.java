package dev.octet.runner.demo.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoCategory;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SceneFolderTest {

    private static final int SCENES = 6;

    @TempDir
    private Path folder;

    @Test
    void scenes_on_disk_are_a_data_set_in_the_form_of_coco() throws IOException {
        SceneFolder drawn = SceneFolder.draw(folder, 5, SCENES, ProgressListener.none());
        CocoAnnotations read = CocoAnnotations.read(drawn.annotations());
        assertThat(read.categories())
                .extracting(CocoCategory::name)
                .containsExactly("circle", "square", "triangle", "star", "ring", "cross");
        assertThat(read.images()).hasSize(SCENES);
        JsonNode document = JsonMapper.builder().build().readTree(drawn.annotations());
        for (int i = 0; i < SCENES; i++) {
            JsonNode image = document.get("images").get(i);
            BufferedImage picture = ImageIO.read(
                    drawn.images().resolve(image.get("file_name").stringValue()).toFile());
            assertThat(picture.getWidth()).isEqualTo(image.get("width").intValue());
            assertThat(picture.getHeight()).isEqualTo(image.get("height").intValue());
        }
        SceneObject first = new SceneGenerator(5).scene(0).objects().get(0);
        JsonNode annotation = document.get("annotations").get(0);
        assertThat(annotation.get("category_id").intValue())
                .isEqualTo(first.kind().ordinal() + 1);
        assertThat(annotation.get("bbox").get(2).doubleValue()).isCloseTo(first.width(), within(0.006));
        assertThat(annotation.get("area").doubleValue()).isCloseTo(first.area(), within(0.006));
    }

    @Test
    void the_same_seed_gives_the_same_files() throws IOException {
        SceneFolder first = SceneFolder.draw(folder.resolve("a"), 5, SCENES, ProgressListener.none());
        SceneFolder second = SceneFolder.draw(folder.resolve("b"), 5, SCENES, ProgressListener.none());
        assertThat(second.annotations()).hasSameBinaryContentAs(first.annotations());
        for (String name : List.of("scene00000.jpg", "scene00005.jpg")) {
            assertThat(second.images().resolve(name))
                    .hasSameBinaryContentAs(first.images().resolve(name));
        }
        assertThat(Files.list(second.images())).hasSize(SCENES);
    }
}
