package dev.octet.calibrator.images;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.calibrator.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The images of a folder and its subfolders, by their relative paths in byte order: the same on every machine. A file is
 * an image when its first bytes say so; one that only its name calls an image is kept, to be reported as a bad one.
 */
public final class ImageFolder {

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "bmp", "webp");

    private final Path root;
    private final List<Path> files;

    private ImageFolder(Path root, List<Path> files) {
        this.root = root;
        this.files = List.copyOf(files);
    }

    /**
     * All images below a folder.
     *
     * @throws ToolkitException {@code BAD_INPUT} when there is no such folder, it cannot be read, or has no image
     */
    public static ImageFolder at(Path folder) {
        if (!Files.isDirectory(folder)) {
            String what = Files.exists(folder) ? folder + " is not a folder." : "There is no folder " + folder + ".";
            throw new ToolkitException(FailureKind.BAD_INPUT, what, "Name a folder with images.");
        }
        try {
            Path root = folder.toRealPath();
            List<Path> found;
            try (Stream<Path> walk = Files.walk(root)) {
                found = walk.filter(Files::isRegularFile)
                        .filter(ImageFolder::isImage)
                        .sorted(Comparator.comparing(file -> nameIn(root, file), ImageFolder::compareBytes))
                        .toList();
            }
            if (found.isEmpty()) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "There is no JPEG, PNG, BMP or WebP image in " + folder + " or below it.",
                        "Name a folder with images.");
            }
            return new ImageFolder(root, found);
        } catch (IOException | UncheckedIOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The folder " + folder + " cannot be read: " + e.getMessage() + ".",
                    "Check that it and its subfolders are readable.",
                    e);
        }
    }

    /**
     * The named images of a folder, in the order given. One that does not exist is a bad image, found when it is loaded.
     *
     * @param folder the folder that the names are relative to
     * @param names relative paths, as an annotation file has them
     * @throws ToolkitException {@code BAD_INPUT} when a name leads out of the folder
     */
    public static ImageFolder of(Path folder, List<String> names) {
        Path root = folder.toAbsolutePath().normalize();
        return new ImageFolder(
                root, names.stream().map(name -> inside(root, name)).toList());
    }

    /** The first so many images. */
    public ImageFolder limit(int images) {
        if (images < 1) {
            throw new IllegalArgumentException("images is " + images + ", must be at least 1");
        }
        return new ImageFolder(root, files.subList(0, Math.min(images, files.size())));
    }

    /** So many images, evenly spaced over the folder. */
    public ImageFolder spread(int images) {
        int count = Math.min(images, files.size());
        if (count < 1) {
            throw new IllegalArgumentException("images is " + images + ", must be at least 1");
        }
        return new ImageFolder(
                root,
                IntStream.range(0, count)
                        .mapToObj(i -> files.get((int) ((long) i * files.size() / count)))
                        .toList());
    }

    /** The images at these places, in this order. */
    public ImageFolder chosen(List<Integer> places) {
        return new ImageFolder(root, places.stream().map(files::get).toList());
    }

    /** Every {@code of}-th image, beginning with image {@code index}. */
    public ImageFolder part(int index, int of) {
        return new ImageFolder(
                root,
                IntStream.range(0, files.size())
                        .filter(i -> i % of == index)
                        .mapToObj(files::get)
                        .toList());
    }

    /** The images but those of these names. */
    public ImageFolder without(Set<String> names) {
        return names.isEmpty()
                ? this
                : new ImageFolder(
                        root,
                        files.stream()
                                .filter(file -> !names.contains(nameOf(file)))
                                .toList());
    }

    /** The folder. */
    public Path root() {
        return root;
    }

    /** The images, absolute. */
    public List<Path> files() {
        return files;
    }

    /** Number of images. */
    public int size() {
        return files.size();
    }

    /** Path of an image relative to the folder, with slashes on every system. */
    public String nameOf(Path file) {
        return nameIn(root, file);
    }

    /**
     * SHA-256 over the relative path and the content of every image, in the order of the paths: the same for the same
     * set, in whatever order and wherever it lies.
     *
     * @throws ToolkitException {@code BAD_INPUT} when an image cannot be read
     */
    public String identity() {
        StringBuilder text = new StringBuilder();
        files.stream()
                .sorted(Comparator.comparing(this::nameOf, ImageFolder::compareBytes))
                .forEach(file -> text.append(nameOf(file))
                        .append('\0')
                        .append(contentIdentity(file))
                        .append('\n'));
        return Sha256.of(text.toString());
    }

    private static String contentIdentity(Path file) {
        try {
            return Files.exists(file) ? Sha256.of(Files.readAllBytes(file)) : "missing";
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The image " + file + " cannot be read: " + e.getMessage() + ".",
                    "Check that it is readable.",
                    e);
        }
    }

    private static Path inside(Path root, String name) {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root)) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The image name " + name + " leads out of the folder " + root + ".",
                    "Correct the file that names the images.");
        }
        return file;
    }

    /** Whether a file is an image: its name or its first bytes say so. */
    public static boolean isImage(Path file) {
        String name = String.valueOf(file.getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (EXTENSIONS.contains(extension)) {
            return true;
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return ImageFormat.of(stream.readNBytes(ImageFormat.MAGIC_BYTES)).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static String nameIn(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static int compareBytes(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
