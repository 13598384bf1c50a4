package dev.octet.runner.results;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.ImageHeader;
import dev.octet.bindings.opencv.Picture;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.draw.DetectionPainter;
import dev.octet.runner.pipeline.FoundInImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes what is found in each image: labels, and a picture when a painter is given; at the end all as COCO results. For one
 * thread.
 */
public final class DetectionFiles implements Consumer<FoundInImage> {

    private final ImageFolder images;
    private final LoaderOptions options;
    private final DetectionFolder folder;
    private final Optional<DetectionPainter> painter;
    private final CocoResults results;
    private final List<Written> written = new ArrayList<>();
    private long nanos;

    /**
     * Files in this folder.
     *
     * @param images where the detections come from
     * @param options how they were read: pictures are read the same way
     * @param folder where to write
     * @param classes names of the model's classes
     * @param ids numbers of images and classes
     * @param painter of pictures; none when none are wanted
     */
    public DetectionFiles(
            ImageFolder images,
            LoaderOptions options,
            DetectionFolder folder,
            List<String> classes,
            ResultIds ids,
            Optional<DetectionPainter> painter) {
        this.images = images;
        this.options = options;
        this.folder = folder;
        this.painter = painter;
        this.results =
                new CocoResults(images.files().stream().map(images::nameOf).toList(), classes, ids);
    }

    /**
     * What was written for one image.
     *
     * @param image its path in the image folder
     * @param detections best first
     * @param picture the picture, when one was wanted
     * @param labels the labels
     */
    public record Written(String image, List<Detection> detections, Optional<Path> picture, Path labels) {

        public Written {
            detections = List.copyOf(detections);
        }
    }

    @Override
    public void accept(FoundInImage found) {
        long start = System.nanoTime();
        Path file = images.files().get(found.index());
        found.detections().forEach(one -> requireNumbers(one, file));
        Path labels = folder.labels(found.index());
        Optional<Path> picture = painter.map(using -> folder.picture(found.index()));
        picture.ifPresent(to -> AtomicFile.write(to, painted(found, file)));
        AtomicFile.write(labels, YoloText.of(found).getBytes(StandardCharsets.US_ASCII));
        found.detections().forEach(one -> results.add(found.index(), one));
        written.add(new Written(images.nameOf(file), found.detections(), picture, labels));
        nanos += System.nanoTime() - start;
    }

    private byte[] painted(FoundInImage found, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            try (Picture photo = Picture.decode(bytes, options.limits(), options.orientation())) {
                if (photo.width() != found.width() || photo.height() != found.height()) {
                    throw changed(
                            file,
                            "it was " + found.width() + " x " + found.height() + " px and is " + photo.width() + " x "
                                    + photo.height());
                }
                return painter.orElseThrow()
                        .paint(
                                photo,
                                found.detections(),
                                OutputNames.pictureFormat(
                                        ImageHeader.read(bytes).format()));
            }
        } catch (IOException e) {
            throw changed(file, "it cannot be read any more");
        }
    }

    private static ToolkitException changed(Path file, String what) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "The image " + file + " was changed during the run: " + what + ".",
                "Run the command again when nothing else writes there.");
    }

    private static void requireNumbers(Detection one, Path file) {
        if (!Double.isFinite(one.x0() + one.y0() + one.x1() + one.y1() + one.score())) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The model's output for " + file + " is not finite: box " + one + ".",
                    "Check the model: an export to half precision may overflow.");
        }
    }

    /** Writes the COCO results of all images; to be called at the end. */
    public void finish() {
        long start = System.nanoTime();
        results.writeTo(folder.results());
        nanos += System.nanoTime() - start;
    }

    /** What was written so far, in order. */
    public List<Written> written() {
        return List.copyOf(written);
    }

    /** Seconds that drawing and writing took. */
    public double seconds() {
        return nanos * 1e-9;
    }
}
