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
        TrainingImages images = new TrainingImages(
                ImageFolder.at(TinyTraining.pictures(folder, 5)),
                Letterbox.yolo(SIDE, SIDE),
                ImageInput.planes(TinyDetector.INPUT),
                LoaderOptions.defaults().withThreads(1));
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

    private static float[] values(Map<String, FloatTensor> view) {
        float[] values = new float[3 * SIDE * SIDE];
        view.get(TinyDetector.INPUT).values().get(0, values);
        return values;
    }
}
