package dev.octet.calibrator.images;

import com.google.errorprone.annotations.MustBeClosed;
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

/** Reads, decodes and letterboxes images one by one, in two steps. Safe to use from several threads. */
public final class ImagePreparation {

    private final Letterbox letterbox;
    private final PixelLayout layout;
    private final LoaderOptions options;

    /**
     * A preparation.
     *
     * @param letterbox what images become
     * @param options how large they may be, and which way up
     */
    public ImagePreparation(Letterbox letterbox, LoaderOptions options) {
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
        try (DecodedImage decoded = decode(index, file)) {
            return new Outcome(letterbox(decoded, chw), null, null);
        } catch (ToolkitException e) {
            return e.kind() == FailureKind.BAD_INPUT
                    ? new Outcome(null, new BadImage(file, String.valueOf(e.getMessage())), null)
                    : new Outcome(null, null, e);
        } catch (RuntimeException | Error e) {
            return new Outcome(null, null, e);
        }
    }

    /**
     * The first step: reads and decodes a file.
     *
     * @param index its place among the images of the set, from 0
     * @throws ToolkitException {@code BAD_INPUT}, whose message is the reason, when it is no usable image
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the decoded image owns the picture
    public DecodedImage decode(int index, Path file) {
        byte[] bytes = read(file);
        String sha256 = Sha256.of(bytes);
        return new DecodedImage(index, file, sha256, Picture.decode(bytes, options.limits(), options.orientation()));
    }

    private byte[] read(Path file) {
        try {
            options.limits().checkBytes(Files.size(file));
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unreadable("there is no such file", e);
        } catch (IOException e) {
            throw unreadable("it cannot be read: " + e.getMessage(), e);
        }
    }

    private static ToolkitException unreadable(String reason, IOException cause) {
        return new ToolkitException(FailureKind.BAD_INPUT, reason, "Check the file.", cause);
    }

    /**
     * The second step: lays a picture on its canvas.
     *
     * @param chw {@code [3, height, width] float32}, direct, native order; its values are replaced
     */
    public PreparedImage letterbox(DecodedImage decoded, FloatBuffer chw) {
        Picture picture = decoded.picture();
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
        return new PreparedImage(decoded.index(), decoded.file(), decoded.sha256(), chw, place.geometry());
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
}
