package dev.octet.bindings.opencv;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes of a file, read where they are asked for, {@value #WINDOW} at a time. Owner: closing closes the file. A failure to
 * read is an {@link UncheckedIOException}. For one thread at a time.
 */
final class FileWindow implements ByteSource, AutoCloseable {

    private static final int WINDOW = 1024;

    private final FileChannel file;
    private final long length;
    private byte[] window = {};
    private long start;
    private long bytesRead;

    @MustBeClosed
    private FileWindow(FileChannel file, long length) {
        this.file = file;
        this.length = length;
    }

    @MustBeClosed
    static FileWindow of(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new FileWindow(file, file.size());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public byte at(long offset) {
        if (offset < start || offset >= start + window.length) {
            start = offset / WINDOW * WINDOW;
            window = range(start, (int) Math.min(WINDOW, length - start));
        }
        return window[(int) (offset - start)];
    }

    @Override
    public byte[] range(long offset, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        try {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, offset + bytes.position()) < 0) {
                    throw new EOFException("it became shorter while it was read");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytesRead += count;
        return bytes.array();
    }

    /** Bytes read so far. */
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
