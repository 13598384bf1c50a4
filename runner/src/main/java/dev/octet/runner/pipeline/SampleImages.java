package dev.octet.runner.pipeline;

import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageInput;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A few images of a folder as the model takes them, kept in memory. */
public final class SampleImages {

    private final LoaderOptions options;
    private final Letterbox letterbox;
    private final ImageInput input;

    /**
     * Images of this kind.
     *
     * @param options how they are loaded
     * @param letterbox what they become
     * @param input of the model
     */
    public SampleImages(LoaderOptions options, Letterbox letterbox, ImageInput input) {
        this.options = options;
        this.letterbox = letterbox;
        this.input = input;
    }

    /** At most so many images, evenly spread over the folder. */
    public List<Map<String, FloatTensor>> spread(ImageFolder folder, int count) {
        List<Map<String, FloatTensor>> samples = new ArrayList<>();
        try (ImageLoader loader = ImageLoader.open(folder.spread(count), letterbox, options)) {
            for (Optional<PreparedImage> image = loader.next(); image.isPresent(); image = loader.next()) {
                FloatBuffer chw = image.get().chw();
                samples.add(Map.of(
                        input.name(),
                        input.tensor(
                                chw, letterbox.width(), letterbox.height(), FloatBuffer.allocate(chw.capacity()))));
            }
        }
        return samples;
    }
}
