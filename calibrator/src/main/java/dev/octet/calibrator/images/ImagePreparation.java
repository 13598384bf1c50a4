package dev.octet.calibrator.images;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.Picture;
import dev.octet.bindings.opencv.PixelLayout;
import dev.octet.calibrator.files.Sha256;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads, decodes and letterboxes one image. Safe to use from several threads. */
final class ImagePreparation {

    private final Letterbox letterbox;
    private final PixelLayout layout;
    private final LoaderOptions options;

    ImagePreparation(Letterbox letterbox, LoaderOptions options) {
        this.letterbox = letterbox;
        this.layout = letterbox.layout();
        this.options = options;
    }

    /** What became of an image: prepared, bad, or a failure that is not the image's. */
    record Outcome(
            @Nullable PreparedImage image,
            @Nullable BadImage bad,
            @Nullable Throwable failure) {}

    /** Never throws: every failure is an outcome, to be met in the order of the images. */
    Outcome prepare(int index, Path file, FloatBuffer chw) {
        try {
            options.limits().checkBytes(Files.size(file));
            byte[] bytes = Files.readAllBytes(file);
            LetterboxGeometry geometry = fill(bytes, chw);
            return new Outcome(new PreparedImage(index, file, Sha256.of(bytes), chw, geometry), null, null);
        } catch (NoSuchFileException e) {
            return bad(file, "there is no such file");
        } catch (IOException e) {
            return bad(file, "it cannot be read: " + e.getMessage());
        } catch (ToolkitException e) {
            return e.kind() == FailureKind.BAD_INPUT
                    ? bad(file, String.valueOf(e.getMessage()))
                    : new Outcome(null, null, e);
        } catch (RuntimeException | Error e) {
            return new Outcome(null, null, e);
        }
    }

    private LetterboxGeometry fill(byte[] bytes, FloatBuffer chw) {
        try (Picture picture = Picture.decode(bytes, options.limits(), options.orientation())) {
            Letterbox.Placement place = letterbox.place(picture.width(), picture.height());
            Optional<Letterbox.FirstResize> first = letterbox.firstResize(picture.width(), picture.height());
            if (first.isEmpty()) {
                fit(picture, place, chw);
            } else {
                Letterbox.FirstResize size = first.get();
                try (Picture scaled = picture.resized(size.width(), size.height(), size.interpolation())) {
                    fit(scaled, place, chw);
                }
            }
            return place.geometry();
        }
    }

    private void fit(Picture picture, Letterbox.Placement place, FloatBuffer chw) {
        if (place.width() == picture.width() && place.height() == picture.height()) {
            copy(picture, place, chw);
            return;
        }
        try (Picture scaled = picture.resized(place.width(), place.height(), letterbox.interpolation())) {
            copy(scaled, place, chw);
        }
    }

    private void copy(Picture picture, Letterbox.Placement place, FloatBuffer chw) {
        picture.copyTo(chw, layout, letterbox.width(), letterbox.height(), place.left(), place.top());
    }

    private static Outcome bad(Path file, String reason) {
        return new Outcome(null, new BadImage(file, reason), null);
    }
}
