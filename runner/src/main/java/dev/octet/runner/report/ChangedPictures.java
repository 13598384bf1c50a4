package dev.octet.runner.report;

import dev.octet.bindings.opencv.DecodeLimits;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Interpolation;
import dev.octet.bindings.opencv.Orientation;
import dev.octet.bindings.opencv.Picture;
import dev.octet.runner.evaluate.BoxesOfImage;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.ImageDifference;
import dev.octet.runner.evaluate.ImageDifferences;
import dev.octet.runner.evaluate.LabelledBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The images on which two models differ most, with what each found at its own best confidence. */
public final class ChangedPictures {

    /** As many as a page has room for. */
    private static final int PICTURES = 6;

    /** Longer side of a copy, px: three stand side by side. */
    private static final int SIDE = 400;

    /** Bytes of Base64 that all copies may take. */
    private static final int ROOM = 1_200_000;

    private ChangedPictures() {}

    /**
     * The pictures, the largest change first; images that did not change are left out, as are files that cannot be read.
     *
     * @param folder of the images
     * @param truth what is annotated
     * @param reference what the float model found
     * @param quantized what the INT8 model found
     * @param differences of both, image by image
     */
    public static List<PictureEntry> of(
            Path folder,
            CocoAnnotations truth,
            CocoDetections reference,
            CocoDetections quantized,
            ImageDifferences differences) {
        BoxesOfImage boxes = new BoxesOfImage(truth);
        List<PictureEntry> pictures = new ArrayList<>();
        int room = ROOM;
        for (ImageDifference one : differences.images()) {
            Path file = folder.resolve(one.image().fileName());
            if (pictures.size() == PICTURES || one.change() == 0) {
                break;
            }
            if (!Files.isReadable(file)) {
                continue;
            }
            PictureEntry entry = entry(
                    file,
                    one,
                    boxes.annotated(one.image()),
                    boxes.found(one.image(), reference, differences.referenceConfidence()),
                    boxes.found(one.image(), quantized, differences.otherConfidence()));
            room -= entry.jpeg().length();
            if (room < 0) {
                break;
            }
            pictures.add(entry);
        }
        return pictures;
    }

    private static PictureEntry entry(
            Path file,
            ImageDifference one,
            List<LabelledBox> truth,
            List<LabelledBox> reference,
            List<LabelledBox> quantized) {
        try (Picture picture = Picture.decode(Files.readAllBytes(file), DecodeLimits.defaults(), Orientation.UPRIGHT)) {
            return new PictureEntry(
                    one.image().fileName(),
                    picture.width(),
                    picture.height(),
                    Base64.getEncoder().encodeToString(copy(picture)),
                    one.reference(),
                    one.other(),
                    truth,
                    reference,
                    quantized);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] copy(Picture picture) {
        double scale = Math.min(1, (double) SIDE / Math.max(picture.width(), picture.height()));
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        try (Picture small = picture.resized(width, height, Interpolation.AREA)) {
            return small.encode(ImageFormat.JPEG);
        }
    }
}
