package dev.octet.runner;

import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.demo.DemoDefaults;
import dev.octet.runner.demo.scene.SceneFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The demo's detector and scenes of it: small, so that every search over them is over soon. */
final class DrawnScenes {

    private DrawnScenes() {}

    /** Writes {@code model.onnx}, {@code photos/} and {@code annotations.json} into a folder. */
    static void provide(Path folder, int photos, long seed) throws IOException {
        try (InputStream model = DemoDefaults.class.getResourceAsStream("shapes.onnx")) {
            Files.write(
                    folder.resolve("model.onnx"), Objects.requireNonNull(model).readAllBytes());
        }
        SceneFolder drawn = SceneFolder.draw(folder.resolve("drawn"), seed, photos, ProgressListener.none());
        Files.move(drawn.images(), folder.resolve("photos"));
        Files.move(drawn.annotations(), folder.resolve("annotations.json"));
    }
}
