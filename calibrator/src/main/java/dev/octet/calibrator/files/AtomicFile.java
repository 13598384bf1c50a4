package dev.octet.calibrator.files;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a file in one step: readers see the old content or the new, never a part. The content is written to a
 * sibling, forced to disk, and moved over the target; on any failure the sibling is deleted and the old file is intact.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes the whole content to the stream it is given. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the stream is buffered and closed by the caller. */
        void writeTo(OutputStream stream) throws IOException;
    }

    /**
     * Tries, before long work, that {@code target} could be replaced: makes its folder and an empty sibling for a moment.
     *
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when not
     */
    public static void requireWritable(Path target) {
        write(target, stream -> {}, false);
    }

    /** Replaces {@code target} by {@code content}. */
    public static void write(Path target, byte[] content) {
        write(target, stream -> stream.write(content));
    }

    /**
     * Replaces {@code target} by what {@code content} writes.
     *
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when the folder cannot be written or the disk is full
     */
    public static void write(Path target, Content content) {
        write(target, content, true);
    }

    private static void write(Path target, Content content, boolean keep) {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        @Nullable Path sibling = null;
        try {
            if (folder == null || Files.isDirectory(absolute)) {
                throw new IOException("it is a folder");
            }
            Files.createDirectories(folder);
            sibling = folder.resolve("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
            UnfinishedFiles.add(sibling);
            try (FileChannel channel =
                    FileChannel.open(sibling, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(stream);
                stream.flush();
                channel.force(true);
            }
            if (keep) {
                move(sibling, absolute);
                UnfinishedFiles.remove(sibling);
                sibling = null;
            }
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    "Cannot write " + target + ": " + reason(e) + ". Whatever was there before is unchanged.",
                    "Check that the folder exists, is writable and has free space, or name another output.",
                    e);
        } finally {
            deleteQuietly(sibling);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "its folder is a file";
        }
        if (e instanceof java.nio.file.FileSystemException fs && fs.getReason() != null) {
            return fs.getReason();
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static void deleteQuietly(@Nullable Path sibling) {
        if (sibling != null) {
            UnfinishedFiles.remove(sibling);
            try {
                Files.deleteIfExists(sibling);
            } catch (IOException ignored) {
                // The failure that brought us here is the one to report.
            }
        }
    }
}
