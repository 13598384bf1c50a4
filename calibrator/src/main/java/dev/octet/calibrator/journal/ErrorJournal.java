package dev.octet.calibrator.journal;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Figures by name in a file that survives a stop at any moment: a line each, the first says what they are of. A torn last
 * line is dropped. For one thread.
 */
public final class ErrorJournal implements AutoCloseable {

    private final Path file;
    private final OutputStream stream;
    private final Map<String, Double> known;

    private ErrorJournal(Path file, OutputStream stream, Map<String, Double> known) {
        this.file = file;
        this.stream = stream;
        this.known = known;
    }

    /** A new journal in this file; an older one there is replaced. */
    public static ErrorJournal begin(Path file, String subject) {
        try {
            Files.deleteIfExists(file);
            return resume(file, subject);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /**
     * Goes on with the journal in this file; begins one when there is none.
     *
     * @throws ToolkitException {@code INTEGRITY} when it is of another subject
     */
    public static ErrorJournal resume(Path file, String subject) {
        try {
            Map<String, Double> known = new HashMap<>();
            StringBuilder sound = new StringBuilder();
            boolean first = true;
            if (Files.exists(file)) {
                for (String line :
                        Files.readString(file, StandardCharsets.US_ASCII).split("\n", -1)) {
                    Optional<byte[]> content = JournalLine.content(line.getBytes(StandardCharsets.US_ASCII));
                    if (content.isEmpty()) {
                        break;
                    }
                    String text = new String(content.get(), StandardCharsets.UTF_8);
                    if (first && !text.equals(subject)) {
                        throw new ToolkitException(
                                FailureKind.INTEGRITY,
                                "The unfinished work in " + file
                                        + " is of another model, other images or other options.",
                                "Give what it was begun with, or start over without --resume.");
                    }
                    if (!first) {
                        int blank = text.lastIndexOf(' ');
                        known.put(text.substring(0, blank), Double.valueOf(text.substring(blank + 1)));
                    }
                    first = false;
                    sound.append(line).append('\n');
                }
            }
            Files.writeString(file, sound, StandardCharsets.US_ASCII);
            ErrorJournal journal =
                    new ErrorJournal(file, Files.newOutputStream(file, StandardOpenOption.APPEND), known);
            if (first) {
                journal.write(subject);
            }
            return journal;
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /** How many figures there are. */
    public int size() {
        return known.size();
    }

    /** The figure of this name, where it is known. */
    public OptionalDouble find(String name) {
        Double value = known.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Keeps a figure. */
    public void put(String name, double value) {
        try {
            write(name + " " + value);
            known.put(name, value);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private void write(String text) throws IOException {
        stream.write(JournalLine.of(text.getBytes(StandardCharsets.UTF_8)));
        stream.flush();
    }

    @Override
    public void close() {
        try {
            stream.close();
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
