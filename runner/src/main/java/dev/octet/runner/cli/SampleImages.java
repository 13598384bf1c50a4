package dev.octet.runner.cli;

import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A few images of a folder as the model takes them, kept in memory. */
final class SampleImages {

    private final ImageOptions options;
    private final Letterbox letterbox;
    private final String inputName;

    SampleImages(ImageOptions options, Letterbox letterbox, String inputName) {
        this.options = options;
        this.letterbox = letterbox;
        this.inputName = inputName;
    }

    /** At most so many images, evenly spread over the folder. */
    List<Map<String, FloatTensor>> spread(ImageFolder folder, int count) {
        List<Map<String, FloatTensor>> samples = new ArrayList<>();
        try (ImageLoader loader = ImageLoader.open(folder.spread(count), letterbox, options.loader())) {
            for (Optional<PreparedImage> image = loader.next(); image.isPresent(); image = loader.next()) {
                float[] chw = new float[image.get().chw().capacity()];
                image.get().chw().get(0, chw);
                samples.add(Map.of(inputName, FloatTensor.of(chw, 1, 3, letterbox.height(), letterbox.width())));
            }
        }
        return samples;
    }
}
