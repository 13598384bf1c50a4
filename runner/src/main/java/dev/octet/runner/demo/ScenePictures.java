package dev.octet.runner.demo;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.runner.demo.scene.SceneGenerator;
import dev.octet.runner.demo.scene.SceneObject;
import dev.octet.runner.demo.scene.ShapeKind;
import dev.octet.runner.detect.Detection;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Pictures for people: side by side what is in a scene, what the float model found, and what the INT8 model found. */
final class ScenePictures {

    private final Path folder;
    private final AnnotatedScenes scenes;

    ScenePictures(Path folder, AnnotatedScenes scenes) {
        this.folder = folder;
        this.scenes = scenes;
    }

    /** Draws the scenes in which the float model found most; returns the files. */
    List<Path> draw(long seed, FoundInScenes reference, FoundInScenes quantized) {
        SceneGenerator generator = new SceneGenerator(seed);
        List<Integer> fullest = IntStream.range(0, scenes.drawn().size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -reference.shown(i).size()))
                .limit(DemoDefaults.PICTURES)
                .toList();
        List<Path> files = new ArrayList<>();
        for (int index : fullest) {
            BufferedImage scene = read(scenes.images().files().get(index));
            BoxedPicture picture = new BoxedPicture(scene, 3);
            for (SceneObject object : generator.scene(index).objects()) {
                picture.box(
                        0,
                        object.kind(),
                        object.x(),
                        object.y(),
                        object.x() + object.width(),
                        object.y() + object.height());
            }
            boxes(picture, 1, reference.shown(index));
            boxes(picture, 2, quantized.shown(index));
            Path file = folder.resolve(String.format(Locale.ROOT, "scene%05d.png", index));
            AtomicFile.write(file, png(picture.image()));
            files.add(file);
        }
        return files;
    }

    private static void boxes(BoxedPicture picture, int panel, List<Detection> detections) {
        for (Detection one : detections) {
            picture.box(panel, ShapeKind.ofClass(one.classIndex()), one.x0(), one.y0(), one.x1(), one.y1());
        }
    }

    private static BufferedImage read(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.INTEGRITY,
                    "The scene " + file + ", drawn a moment ago, cannot be read: " + e.getMessage() + ".",
                    "Check that nothing else writes into this folder, and run the demo again.",
                    e);
        }
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
