package dev.octet.runner.demo;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.DecodeLimits;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Interpolation;
import dev.octet.bindings.opencv.Orientation;
import dev.octet.bindings.opencv.Picture;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.runner.demo.scene.SceneGenerator;
import dev.octet.runner.demo.scene.SceneObject;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.draw.DetectionPainter;
import dev.octet.runner.evaluate.CocoCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Pictures for people: side by side what is in a scene, what the float model found, and what the INT8 model found. */
final class ScenePictures {

    /** Scenes are small; so many times as large, their labels leave something to see. */
    private static final int ENLARGED = 2;

    private final Path folder;
    private final AnnotatedScenes scenes;
    private final DetectionPainter painter;

    ScenePictures(Path folder, AnnotatedScenes scenes) {
        this.folder = folder;
        this.scenes = scenes;
        this.painter = new DetectionPainter(
                scenes.truth().categories().stream().map(CocoCategory::name).toList());
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
            List<Detection> truth = generator.scene(index).objects().stream()
                    .map(ScenePictures::known)
                    .toList();
            Path file = folder.resolve(String.format(Locale.ROOT, "scene%05d.png", index));
            AtomicFile.write(
                    file,
                    painted(scenes.images().files().get(index), truth, reference.shown(index), quantized.shown(index)));
            files.add(file);
        }
        return files;
    }

    private byte[] painted(Path scene, List<Detection> truth, List<Detection> reference, List<Detection> quantized) {
        try (Picture small = Picture.decode(read(scene), DecodeLimits.defaults(), Orientation.UPRIGHT);
                Picture picture =
                        small.resized(ENLARGED * small.width(), ENLARGED * small.height(), Interpolation.LINEAR)) {
            return Panels.sideBySide(List.of(
                    painter.withoutScores().paint(picture, enlarged(truth), ImageFormat.PNG),
                    painter.paint(picture, enlarged(reference), ImageFormat.PNG),
                    painter.paint(picture, enlarged(quantized), ImageFormat.PNG)));
        }
    }

    private static Detection known(SceneObject object) {
        return new Detection(
                object.x(),
                object.y(),
                object.x() + object.width(),
                object.y() + object.height(),
                1,
                object.kind().classIndex());
    }

    private static List<Detection> enlarged(List<Detection> detections) {
        return detections.stream()
                .map(one -> new Detection(
                        ENLARGED * one.x0(),
                        ENLARGED * one.y0(),
                        ENLARGED * one.x1(),
                        ENLARGED * one.y1(),
                        one.score(),
                        one.classIndex()))
                .toList();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.INTEGRITY,
                    "The scene " + file + ", drawn a moment ago, cannot be read: " + e.getMessage() + ".",
                    "Check that nothing else writes into this folder, and run the demo again.",
                    e);
        }
    }
}
