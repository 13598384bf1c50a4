package dev.octet.runner.cli;

import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.runner.demo.scene.SceneFolder;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.SampleImages;
import dev.octet.runner.selftest.TemporaryFolder;
import java.nio.file.Path;
import java.util.Map;

/** The picture that a written file is tried on. */
final class CheckPicture {

    private static final long SEED = 1;

    private CheckPicture() {}

    /** The first of the images that were given, or a drawn scene. */
    static Map<String, FloatTensor> of(ImageOptions images, DetectorFace face, Letterbox letterbox) {
        SampleImages samples = new SampleImages(images.loader(), letterbox, face.image());
        Path given = images.images;
        if (given != null) {
            return samples.spread(images.folder(given).limit(1), 1).get(0);
        }
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            SceneFolder drawn = SceneFolder.draw(folder.path(), SEED, 1, ProgressListener.none());
            return samples.spread(ImageFolder.at(drawn.images()), 1).get(0);
        }
    }
}
