package dev.octet.runner.results;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.images.ImageFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Where detections go: {@code detections.json}, {@code labels/} and {@code pictures/} of one folder. Its files are replaced
 * one by one, each whole or not at all; others in it are left alone.
 */
public final class DetectionFolder {

    private static final String REMEDY = "Name another output folder.";

    private final Path folder;
    private final OutputNames names;

    private DetectionFolder(Path folder, OutputNames names) {
        this.folder = folder;
        this.names = names;
    }

    /**
     * The files for the images of a folder; nothing is written yet but the folder itself.
     *
     * @param folder to write to, made if it is not there
     * @param images that the detections are in
     * @param searched whether all images of the folder are read, not one that was named
     * @param read all other files that are read
     * @throws ToolkitException {@code USAGE} when it would write over a file that is read or among the images,
     *     {@code OUT_OF_RESOURCES} when it cannot be written
     */
    public static DetectionFolder at(Path folder, ImageFolder images, boolean searched, Collection<Path> read) {
        Path real = realPath(folder);
        if (searched && real.startsWith(realPath(images.root()))) {
            boolean same = real.equals(realPath(images.root()));
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "The output folder " + folder + " is " + (same ? "" : "inside ") + "the image folder "
                            + images.root() + ": the next run would take its pictures for photos.",
                    "Name an output folder outside of it.");
        }
        DetectionFolder files = new DetectionFolder(folder, OutputNames.of(images));
        files.requireNoInput(images, read);
        AtomicFile.requireWritable(files.results());
        return files;
    }

    private void requireNoInput(ImageFolder images, Collection<Path> read) {
        Set<Path> inputs = new HashSet<>();
        images.files().forEach(file -> inputs.add(realPath(file)));
        read.forEach(file -> inputs.add(realPath(file)));
        requireNone(inputs, results());
        for (int i = 0; i < images.size(); i++) {
            requireNone(inputs, picture(i));
            requireNone(inputs, labels(i));
        }
    }

    private static void requireNone(Set<Path> inputs, Path output) {
        if (inputs.contains(realPath(output))) {
            throw new ToolkitException(
                    FailureKind.USAGE, "The output " + output + " would replace a file that is read.", REMEDY);
        }
    }

    /** The path without symbolic links, as far as it exists. */
    private static Path realPath(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path existing = absolute;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return existing.toRealPath().resolve(existing.relativize(absolute));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** The COCO results of all images. */
    public Path results() {
        return folder.resolve("detections.json");
    }

    /** The picture of an image with its detections. */
    public Path picture(int index) {
        return pictures().resolve(names.pictures().get(index));
    }

    /** The folder of the pictures. */
    public Path pictures() {
        return folder.resolve("pictures");
    }

    /** The labels of an image. */
    public Path labels(int index) {
        return labels().resolve(names.labels().get(index));
    }

    /** The folder of the labels. */
    public Path labels() {
        return folder.resolve("labels");
    }

    /** A path below the folder as its JSON documents have it. */
    public String nameOf(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
