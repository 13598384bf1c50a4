package dev.octet.examples.spark;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
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
     * Copies a partition's files to the executor. One that is not there is a bad image, found when it is loaded.
     *
     * @param root where they lie
     * @param names paths relative to it
     * @param hadoop how to get there
     * @param wanted which of the copies are images
     */
    @MustBeClosed
    static StagedImages copy(String root, Iterator<String> names, Configuration hadoop, Predicate<Path> wanted)
            throws IOException {
        StagedImages staged = new StagedImages(Files.createTempDirectory("octet-partition"));
        try {
            org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(root);
            FileSystem files = from.getFileSystem(hadoop);
            while (names.hasNext()) {
                String name = names.next();
                if (wanted.test(staged.take(files, from, name))) {
                    staged.images.add(name);
                }
            }
            return staged;
        } catch (IOException | RuntimeException e) {
            staged.close();
            throw e;
        }
    }

    private Path take(FileSystem files, org.apache.hadoop.fs.Path from, String name) throws IOException {
        Path to = ImageFolder.of(folder, List.of(name)).files().get(0);
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        try (InputStream stream = files.open(new org.apache.hadoop.fs.Path(from, name))) {
            Files.copy(stream, to);
        } catch (FileNotFoundException e) {
            // The loader says so.
        }
        return to;
    }

    /** The images, in the order of the partition. */
    ImageFolder images() {
        return ImageFolder.of(folder, images);
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
