package dev.octet.examples.spark;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/** The images of one partition as files on the executor, gone when closed. */
final class StagedImages implements AutoCloseable {

    private final Path folder;
    private final List<String> images = new ArrayList<>();

    private StagedImages(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies a partition's files to the executor and keeps the images among them.
     *
     * @param root where they lie
     * @param names paths relative to it
     */
    @MustBeClosed
    static StagedImages copy(String root, Iterator<String> names, Configuration hadoop) throws IOException {
        StagedImages staged = new StagedImages(Files.createTempDirectory("octet-partition"));
        try {
            org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(root);
            FileSystem files = from.getFileSystem(hadoop);
            while (names.hasNext()) {
                staged.take(files, from, names.next());
            }
            return staged;
        } catch (IOException | RuntimeException e) {
            staged.close();
            throw e;
        }
    }

    private void take(FileSystem files, org.apache.hadoop.fs.Path from, String name) throws IOException {
        Path to = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        try (var stream = files.open(new org.apache.hadoop.fs.Path(from, name))) {
            Files.copy(stream, to);
        }
        if (ImageFolder.isImage(to)) {
            images.add(name);
        }
    }

    /** The images, in the order of the partition. */
    ImageFolder images() {
        return ImageFolder.of(folder, images);
    }

    /** Names of the images, in the same order. */
    List<String> names() {
        return List.copyOf(images);
    }

    /** Those that could not be read, by the name that the listing has. */
    List<BadFile> badFiles(List<BadImage> bad) {
        return bad.stream()
                .map(image -> new BadFile(folder.relativize(image.file()).toString(), image.reason()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
