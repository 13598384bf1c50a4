package dev.octet.calibrator.files;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a folder in place when it is whole: it is filled beside its place and moved there. A folder that is there already is
 * replaced only when a marker file says that it was written so; between the two moves there is none for a moment, and when
 * the second fails the old one is put back.
 */
public final class AtomicFolder {

    private AtomicFolder() {}

    /** Fills a folder. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything below {@code folder}, which is empty. */
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Goes on only when {@code target} may be written.
     *
     * @param marker name of the file that is in every folder that may be replaced
     * @throws ToolkitException {@code USAGE} when something else is there
     */
    public static void requireReplaceable(Path target, String marker) {
        boolean free = !Files.exists(target) || isEmpty(target) || Files.isRegularFile(target.resolve(marker));
        if (!free) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "The output " + target + " is there already and is no earlier export: it has no " + marker + ".",
                    "Name another output, or move it away.");
        }
    }

    private static boolean isEmpty(Path target) {
        try (Stream<Path> files = Files.list(target)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Writes a folder whole or not at all.
     *
     * @param target the folder
     * @param marker as for {@link #requireReplaceable}
     * @param content writes it, the marker included
     * @throws ToolkitException as {@link #requireReplaceable}, and {@code OUT_OF_RESOURCES} when it cannot be written
     */
    public static void write(Path target, String marker, Content content) {
        requireReplaceable(target, marker);
        Path absolute = target.toAbsolutePath().normalize();
        Path name = absolute.getFileName();
        @Nullable Path parent = absolute.getParent();
        if (parent == null || name == null) {
            throw new ToolkitException(
                    FailureKind.USAGE, "The output " + target + " is no folder that can be made.", "Name another.");
        }
        String hidden = "." + name + "." + UUID.randomUUID();
        Path fresh = parent.resolve(hidden + ".tmp");
        Path old = parent.resolve(hidden + ".old");
        try {
            Files.createDirectories(fresh);
            content.writeTo(fresh);
            exchange(fresh, absolute, old);
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    "Cannot write " + target + ": " + e.getMessage() + ". Whatever was there before is unchanged.",
                    "Check that the folder above it is writable and has free space, or name another output.",
                    e);
        } finally {
            deleteQuietly(fresh);
            deleteQuietly(old);
        }
    }

    private static void exchange(Path fresh, Path target, Path old) throws IOException {
        boolean replaces = Files.exists(target);
        if (replaces) {
            Files.move(target, old);
        }
        try {
            Files.move(fresh, target);
        } catch (IOException e) {
            if (replaces) {
                Files.move(old, target);
            }
            throw e;
        }
    }

    private static void deleteQuietly(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException ignored) {
            // Hidden and harmless; the failure that brought us here, if any, is the one to report.
        }
    }
}
