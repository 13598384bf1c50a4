package dev.octet.runner.demo.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SceneGeneratorTest {

    private static final double ROUNDING = 1e-9;
    private static final long SEED = 20;
    private static final int SCENES = 40;

    @Test
    void a_scene_follows_from_its_seed_and_index_alone() {
        SceneGenerator first = new SceneGenerator(SEED);
        SceneGenerator second = new SceneGenerator(SEED);
        second.scene(3);
        for (long index : new long[] {0, 7}) {
            Scene one = first.scene(index);
            Scene other = second.scene(index);
            assertThat(other.objects()).isEqualTo(one.objects());
            assertThat(pixels(other.picture())).isEqualTo(pixels(one.picture()));
        }
    }

    @Test
    void another_seed_or_index_is_another_scene() {
        int[] scene = pixels(new SceneGenerator(SEED).scene(0).picture());
        assertThat(pixels(new SceneGenerator(SEED).scene(1).picture())).isNotEqualTo(scene);
        assertThat(pixels(new SceneGenerator(SEED + 1).scene(0).picture())).isNotEqualTo(scene);
    }

    @Test
    void pictures_and_shapes_have_the_sizes_that_the_detector_knows() {
        for (Scene scene : scenes()) {
            assertThat(scene.picture().getWidth()).isBetween(320, 480);
            assertThat(scene.picture().getHeight()).isBetween(320, 480);
            for (SceneObject object : scene.objects()) {
                assertThat(Math.max(object.width(), object.height())).isBetween(8.0, 256.0);
                assertThat(object.x()).isGreaterThanOrEqualTo(-ROUNDING);
                assertThat(object.y()).isGreaterThanOrEqualTo(-ROUNDING);
                assertThat(object.x() + object.width())
                        .isLessThanOrEqualTo(scene.picture().getWidth() + ROUNDING);
                assertThat(object.y() + object.height())
                        .isLessThanOrEqualTo(scene.picture().getHeight() + ROUNDING);
                assertThat(object.area()).isLessThanOrEqualTo((object.width() + 2) * (object.height() + 2));
            }
        }
    }

    @Test
    void every_kind_of_shape_occurs() {
        assertThat(scenes().stream().flatMap(scene -> scene.objects().stream()).map(SceneObject::kind))
                .contains(ShapeKind.values());
    }

    private static List<Scene> scenes() {
        SceneGenerator generator = new SceneGenerator(SEED);
        return IntStream.range(0, SCENES).mapToObj(generator::scene).toList();
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
