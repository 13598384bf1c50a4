package dev.octet.benchmarks.sysfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One number of the kernel, held open: reading it makes no object. For one thread at a time. */
public final class KernelNumber implements AutoCloseable {

    private static final int MOST_BYTES = 64;

    private final String path;
    private final FileChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(MOST_BYTES);

    KernelNumber(String path, Path file) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /**
     * The number now.
     *
     * @throws IOException when the kernel does not tell, or says no number
     */
    public long read() throws IOException {
        bytes.clear();
        // From the start each time: the kernel makes the text anew for a read at offset 0.
        int length = channel.read(bytes, 0);
        int at = 0;
        boolean negative = length > 0 && bytes.get(0) == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        int digits = 0;
        while (at < length && bytes.get(at) >= '0' && bytes.get(at) <= '9') {
            value = value * 10 + (bytes.get(at) - '0');
            at++;
            digits++;
        }
        if (digits == 0) {
            throw new IOException(path + ": no number");
        }
        return negative ? -value : value;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // It was only read.
        }
    }
}
