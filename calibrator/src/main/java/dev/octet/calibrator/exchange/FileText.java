package dev.octet.calibrator.exchange;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file as text, or the message that says why not. */
final class FileText {

    private static final int HEAD_BYTES = 64;

    private FileText() {}

    /** The first bytes, enough to tell formats apart. */
    static String head(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The whole file, which must be UTF-8. */
    static String read(Path file, RangeFormat format) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            Problems problems = new Problems();
            problems.add("it is not UTF-8 text");
            throw problems.refusal(file, format);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** A name or line in quotes, short enough for a message and without control characters. */
    static String quoted(String text) {
        String shown = text.length() > 80 ? text.substring(0, 77) + "..." : text;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    private static ToolkitException unreadable(Path file, IOException e) {
        String reason = e instanceof NoSuchFileException ? "there is no such file" : "it cannot be read";
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "Cannot read " + file + ": " + reason + ".",
                "Check the path and its permissions.",
                e);
    }
}
