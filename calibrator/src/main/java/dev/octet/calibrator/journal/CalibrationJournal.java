package dev.octet.calibrator.journal;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.files.Sha256;
import dev.octet.calibrator.observe.TensorStatistics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The samples that a calibration is done with, and what each added: a text file, one line a sample behind a first line
 * that says what is calibrated. A line is a CRC-32 of eight hex digits, a blank, and Base64. A process that is killed
 * leaves at most one torn line, at the end, which the next one drops; so nothing is lost but the samples under way.
 *
 * <p>Appending is thread-safe. Lines are handed to the operating system one by one and not forced to disk: they survive
 * the process, not a power failure, behind which a torn line is dropped like any other.
 */
public final class CalibrationJournal implements AutoCloseable {

    private static final String SCHEMA = "octet.calibration-journal/1";

    /** A line is some 300 KB for a detector; beyond this size all lines are added up to one. */
    private static final long LARGE = 128L << 20;

    private final Path file;
    private final String first;
    private final List<String> tensors;
    private final long large;
    private FileChannel channel;
    private final Map<String, String> done = new LinkedHashMap<>();
    private List<TensorStatistics> recovered = List.of();

    private CalibrationJournal(Path file, String subject, List<String> tensors, long large) throws IOException {
        this.file = file;
        this.first = SCHEMA + " " + Sha256.of(subject + "\n" + String.join("\n", tensors));
        this.tensors = List.copyOf(tensors);
        this.large = large;
        this.channel = open(file);
    }

    /**
     * Begins a journal, in place of any that there was.
     *
     * @param file to write
     * @param subject what is calibrated: model, preprocessing, version; one that differs cannot be resumed
     * @param tensors names of what is observed, in order
     */
    public static CalibrationJournal begin(Path file, String subject, List<String> tensors) {
        try {
            Files.deleteIfExists(file);
            return open(file, subject, tensors, LARGE);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /**
     * Goes on with the journal in this file; begins one when there is none.
     *
     * @throws ToolkitException {@code INTEGRITY} when it is of another calibration
     */
    public static CalibrationJournal resume(Path file, String subject, List<String> tensors) {
        try {
            return open(file, subject, tensors, LARGE);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    static CalibrationJournal open(Path file, String subject, List<String> tensors, long large) throws IOException {
        CalibrationJournal journal = new CalibrationJournal(file, subject, tensors, large);
        try {
            JournalContent content = JournalContent.read(file, journal.first, journal.tensors);
            journal.channel.truncate(content.end()).position(content.end());
            if (content.end() == 0) {
                journal.write(JournalLine.of(journal.first.getBytes(StandardCharsets.UTF_8)));
            }
            journal.done.putAll(content.done());
            journal.recovered = content.statistics();
            return journal;
        } catch (IOException | RuntimeException e) {
            journal.channel.close();
            throw e;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Samples that are done with: SHA-256 by name. */
    public synchronized Map<String, String> done() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(done));
    }

    /** What the samples of earlier runs added up to, in the order of the tensors; empty when there were none. */
    public List<TensorStatistics> recovered() {
        return recovered;
    }

    /**
     * Notes that a sample is done with.
     *
     * @param name of the sample, unique
     * @param sha256 of its content
     * @param added its statistics, in the order of the tensors
     */
    public void append(String name, String sha256, List<TensorStatistics> added) {
        byte[] line = JournalLine.of(JournalContent.record(Map.of(name, sha256), added));
        synchronized (this) {
            try {
                write(line);
                done.put(name, sha256);
                if (channel.position() > large) {
                    addUp();
                }
            } catch (IOException e) {
                throw cannotWrite(file, e);
            }
        }
    }

    /** Replaces the file by one with a single line for all samples so far. */
    private void addUp() throws IOException {
        JournalContent content = JournalContent.read(file, first, tensors);
        channel.close();
        AtomicFile.write(file, stream -> {
            stream.write(JournalLine.of(first.getBytes(StandardCharsets.UTF_8)));
            stream.write(JournalLine.of(JournalContent.record(content.done(), content.statistics())));
        });
        channel = open(file);
        channel.position(channel.size());
    }

    private void write(byte[] line) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** The calibration is complete: closes and deletes the file. */
    public void finish() {
        close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static ToolkitException cannotWrite(Path file, IOException cause) {
        return new ToolkitException(
                FailureKind.OUT_OF_RESOURCES,
                "Cannot write the journal " + file + ": " + cause.getMessage() + ".",
                "Check that the folder is writable and has free space, or name another output.",
                cause);
    }
}
