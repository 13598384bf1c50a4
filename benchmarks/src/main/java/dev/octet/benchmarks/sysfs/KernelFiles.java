package dev.octet.benchmarks.sysfs;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of {@code /sys}, {@code /proc} and their neighbours, or of a folder that stands for {@code /}. */
public final class KernelFiles {

    private final Path root;
    private final Reading reading;

    private KernelFiles(Path root, Reading reading) {
        this.root = root;
        this.reading = reading;
    }

    /** How a file is read. */
    @FunctionalInterface
    public interface Reading {
        /** All bytes of the file. */
        byte[] bytes(Path file) throws IOException;
    }

    /** Those of this machine. */
    public static KernelFiles ofThisMachine() {
        return under(Path.of("/"));
    }

    /** Those under a folder that stands for {@code /}. */
    public static KernelFiles under(Path root) {
        return new KernelFiles(root, Files::readAllBytes);
    }

    /** Those under a folder, read in another way. */
    public static KernelFiles under(Path root, Reading reading) {
        return new KernelFiles(root, reading);
    }

    /** The folder that stands for {@code /}. */
    public Path root() {
        return root;
    }

    /** What the file says, or why it cannot be read. */
    public KernelText text(String path) {
        try {
            String text = new String(reading.bytes(resolve(path)), StandardCharsets.UTF_8);
            return new KernelText(path, Optional.of(text.replace("\0", "").strip()), "");
        } catch (NoSuchFileException e) {
            return new KernelText(path, Optional.empty(), KernelText.ABSENT);
        } catch (AccessDeniedException e) {
            return new KernelText(path, Optional.empty(), KernelText.DENIED);
        } catch (IOException e) {
            return new KernelText(path, Optional.empty(), "cannot be read (" + reason(e) + ")");
        }
    }

    /** True when there is such a file or folder. */
    public boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    /** The names in a folder, ordered as people count (hwmon2 before hwmon10); none where it cannot be listed. */
    public List<String> names(String folder) {
        try (Stream<Path> entries = Files.list(resolve(folder))) {
            return entries.map(path -> path.getFileName().toString())
                    .sorted(Comparator.comparing(KernelFiles::withoutDigits)
                            .thenComparing(String::length)
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * A number that is read again and again.
     *
     * @throws IOException when the file cannot be opened; the message is path and reason
     */
    @MustBeClosed
    public KernelNumber open(String path) throws IOException {
        KernelText now = text(path);
        if (now.value().isEmpty()) {
            throw new IOException(now.sentence());
        }
        if (now.number().isEmpty()) {
            throw new IOException(path + ": no number, but '" + now.value().get() + "'");
        }
        return new KernelNumber(path, resolve(path));
    }

    private Path resolve(String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path);
    }

    private static String withoutDigits(String name) {
        return name.replaceAll("\\d+", "#");
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
