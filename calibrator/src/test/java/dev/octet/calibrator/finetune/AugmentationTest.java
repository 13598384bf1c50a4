package dev.octet.calibrator.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.images.Letterbox;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final int PIXELS = 8 * 8;

    @Test
    void levels_stay_within_those_of_a_picture() {
        Augmentation augmentation = new Augmentation(Letterbox.yolox(8, 8));
        for (int seed = 0; seed < 20; seed++) {
            float[] view = augmentation.view(List.of(filled(250)), new SplittableRandom(seed));
            for (float value : view) {
                assertThat(value).isBetween(0f, 255f);
            }
        }
    }

    @Test
    void a_picture_is_mirrored_in_about_half_of_its_views_and_never_changed_itself() {
        Augmentation augmentation = new Augmentation(Letterbox.yolo(8, 8));
        float[] ramp = new float[3 * PIXELS];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = 0.1f + 0.05f * (i % 8);
        }
        float[] before = ramp.clone();
        int mirrored = 0;
        for (int seed = 0; seed < 100; seed++) {
            float[] view = augmentation.view(List.of(ramp), new SplittableRandom(seed));
            mirrored += view[0] > view[7] ? 1 : 0;
        }
        assertThat(mirrored).isBetween(35, 65);
        assertThat(ramp).isEqualTo(before);
    }

    @Test
    void a_mosaic_shows_all_four() {
        Augmentation augmentation = new Augmentation(Letterbox.yolox(8, 8));
        float[] view =
                augmentation.view(List.of(filled(20), filled(70), filled(120), filled(180)), new SplittableRandom(3));
        Set<Integer> seen = new HashSet<>();
        for (float value : Arrays.copyOf(view, PIXELS)) {
            seen.add(Math.round(value));
        }
        assertThat(seen).hasSize(4);
    }

    @Test
    void equal_random_numbers_give_equal_views() {
        Augmentation augmentation = new Augmentation(Letterbox.yolox(8, 8));
        List<float[]> four = List.of(filled(20), filled(70), filled(120), filled(180));
        assertThat(augmentation.view(four, new SplittableRandom(8)))
                .isEqualTo(augmentation.view(four, new SplittableRandom(8)));
    }

    private static float[] filled(float level) {
        float[] values = new float[3 * PIXELS];
        Arrays.fill(values, level);
        return values;
    }
}
