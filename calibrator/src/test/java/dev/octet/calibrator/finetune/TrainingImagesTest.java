package dev.octet.calibrator.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageInput;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.tensors.FloatTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingImagesTest {

    private static final int SIDE = 16;

    @TempDir
    private Path folder;

    @Test
    void what_checkpoints_are_compared_on_is_each_image_upright_and_mirrored() throws IOException {
        TrainingImages images = images(5);
        List<Map<String, FloatTensor>> views = images.bothWays(3);
        assertThat(views).hasSize(6);
        for (int image = 0; image < 3; image++) {
            float[] upright = values(views.get(2 * image));
            float[] mirrored = values(views.get(2 * image + 1));
            assertThat(mirrored).isNotEqualTo(upright);
            for (int i = 0; i < upright.length; i++) {
                int column = i % SIDE;
                assertThat(mirrored[i - column + SIDE - 1 - column]).isEqualTo(upright[i]);
            }
        }
    }

    @Test
    void once_training_settles_views_are_images_as_they_are_or_mirrored() throws IOException {
        TrainingImages images = images(5);
        List<float[]> plain =
                images.bothWays(5).stream().map(TrainingImagesTest::values).toList();
        FinetuneSettings settings = FinetuneSettings.defaults()
                .withSteps(20)
                .withBatch(1)
                .withRates(new TrainingRates(0.1, 0.1, 0.1, 0, 0.5));
        try (TrainingImages.Views views = images.from(0, settings)) {
            for (int view = 0; view < 20; view++) {
                float[] seen = values(views.next());
                boolean known = plain.stream().anyMatch(image -> Arrays.equals(image, seen));
                assertThat(known).as("view %d", view).isEqualTo(view >= 10);
            }
        }
    }

    private TrainingImages images(int count) throws IOException {
        return new TrainingImages(
                ImageFolder.at(TinyTraining.pictures(folder, count)),
                Letterbox.yolo(SIDE, SIDE),
                ImageInput.planes(TinyDetector.INPUT),
                LoaderOptions.defaults().withThreads(1));
    }

    private static float[] values(Map<String, FloatTensor> view) {
        float[] values = new float[3 * SIDE * SIDE];
        view.get(TinyDetector.INPUT).values().get(0, values);
        return values;
    }
}
