package dev.octet.calibrator;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.Sha256;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageInput;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.table.ImageSet;
import dev.octet.calibrator.tensors.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A folder of images as calibration data: decoded, letterboxed and laid out as the model takes them ahead of the
 * calibration. Images that cannot be read are left out and named by {@link #badImages()}.
 *
 * <p>{@link #next()} is to be called by one thread at a time; samples may be closed, and everything else called, from any.
 */
public final class CalibrationImages implements CalibrationSource {

    private final ImageFolder folder;
    private final Letterbox letterbox;
    private final ImageInput input;
    private final ImageLoader loader;
    private final Deque<FloatBuffer> free = new ArrayDeque<>();
    private final List<String> digests = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    private CalibrationImages(ImageFolder folder, Letterbox letterbox, ImageInput input, LoaderOptions options) {
        this.folder = folder;
        this.letterbox = letterbox;
        this.input = input;
        this.loader = ImageLoader.open(folder, letterbox, options);
    }

    /**
     * Starts to decode.
     *
     * @param folder the images
     * @param letterbox how each becomes a tensor
     * @param input name of the model's input, float32 planes
     * @param options decoding threads and limits
     */
    @MustBeClosed
    public static CalibrationImages open(ImageFolder folder, Letterbox letterbox, String input, LoaderOptions options) {
        return open(folder, letterbox, ImageInput.planes(input), options, Map.of());
    }

    /**
     * Starts to decode what an earlier run did not come to.
     *
     * @param folder the images, those of the earlier run among them
     * @param letterbox how each becomes a tensor
     * @param input how the model takes an image
     * @param options decoding threads and limits
     * @param done SHA-256 by name of the images that are done with; they are left out and count for the identity
     * @throws ToolkitException {@code INTEGRITY} when one of those is not in the folder or has changed
     */
    @MustBeClosed
    public static CalibrationImages open(
            ImageFolder folder,
            Letterbox letterbox,
            ImageInput input,
            LoaderOptions options,
            Map<String, String> done) {
        Set<String> missing = new TreeSet<>(done.keySet());
        for (Path file : folder.files()) {
            String name = folder.nameOf(file);
            if (missing.remove(name) && !digest(file).equals(done.get(name))) {
                throw changed("image " + file + " is another one now");
            }
        }
        if (!missing.isEmpty()) {
            throw changed("image " + missing.iterator().next() + " is not among the images of " + folder.root());
        }
        CalibrationImages images = new CalibrationImages(folder.without(done.keySet()), letterbox, input, options);
        images.digests.addAll(done.values());
        return images;
    }

    private static String digest(Path file) {
        try {
            return Sha256.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw changed("image " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static ToolkitException changed(String what) {
        return new ToolkitException(
                FailureKind.INTEGRITY,
                "The images changed since the calibration was begun: " + what + ".",
                "Run without --resume to start over.");
    }

    @Override
    public Optional<Sample> next() {
        return loader.next().map(this::sample);
    }

    private Sample sample(PreparedImage image) {
        FloatBuffer copy = takeBuffer();
        FloatTensor tensor = input.tensor(image.chw(), letterbox.width(), letterbox.height(), copy);
        digests.add(image.sha256());
        Optional<SampleIdentity> identity =
                Optional.of(new SampleIdentity(folder.nameOf(image.file()), image.sha256()));
        return new Sample() {
            @Override
            public Map<String, FloatTensor> inputs() {
                return Map.of(input.name(), tensor);
            }

            @Override
            public Optional<SampleIdentity> identity() {
                return identity;
            }

            @Override
            public void close() {
                synchronized (free) {
                    free.push(copy);
                }
            }
        };
    }

    private FloatBuffer takeBuffer() {
        synchronized (free) {
            if (!free.isEmpty()) {
                return free.pop();
            }
        }
        return ByteBuffer.allocateDirect(3 * Float.BYTES * letterbox.width() * letterbox.height())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public int size() {
        return folder.size();
    }

    @Override
    public SourceIdentity identity() {
        Map<String, String> preprocessing = new TreeMap<>();
        letterbox.toMap().forEach((key, value) -> preprocessing.put(key, String.valueOf(value)));
        return new SourceIdentity(ImageSet.of(List.copyOf(digests)), preprocessing);
    }

    /** The images left out so far, with reasons. */
    public List<BadImage> badImages() {
        return loader.badImages();
    }

    @Override
    public void close() {
        loader.close();
    }
}
