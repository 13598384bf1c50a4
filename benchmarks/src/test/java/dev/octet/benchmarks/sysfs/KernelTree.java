package dev.octet.benchmarks.sysfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A machine's files in one text: lines {@code path = content}, {@code path += one more line}, and {@code path ! denied} for
 * one that is there and may not be read, whoever runs the test.
 */
public final class KernelTree {

    private final Path root;
    private final Set<Path> denied = new HashSet<>();

    private KernelTree(Path root) {
        this.root = root;
    }

    /** The files of the resource beside that class, expanded into a folder. */
    public static KernelFiles of(Class<?> beside, String resource, Path root) {
        try (InputStream stream = beside.getResourceAsStream(resource)) {
            return of(
                    new String(Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8), root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of the text, expanded into a folder. */
    public static KernelFiles of(String text, Path root) {
        KernelTree tree = new KernelTree(root);
        text.lines().filter(line -> line.startsWith("/")).forEach(tree::line);
        return KernelFiles.under(root, tree::read);
    }

    private void line(String line) {
        String[] words = line.split(" ", 3);
        Path file = root.resolve(words[0].substring(1));
        try {
            Files.createDirectories(file.getParent());
            switch (words[1]) {
                case "=" -> Files.writeString(file, words[2] + "\n");
                case "+=" ->
                    Files.writeString(file, words[2] + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                case "!" -> denied.add(Files.writeString(file, ""));
                default -> throw new AssertionError(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(Path file) throws IOException {
        if (denied.contains(file)) {
            throw new AccessDeniedException(file.toString());
        }
        return Files.readAllBytes(file);
    }
}
