package dev.octet.calibrator.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/** A line: the CRC-32 of what follows as eight hex digits, a blank, the content in Base64, a line feed. */
final class JournalLine {

    private static final int HEAD = 9;

    private JournalLine() {}

    static byte[] of(byte[] content) {
        byte[] encoded = Base64.getEncoder().encode(content);
        byte[] line = new byte[HEAD + encoded.length + 1];
        System.arraycopy(head(encoded), 0, line, 0, HEAD);
        System.arraycopy(encoded, 0, line, HEAD, encoded.length);
        line[line.length - 1] = '\n';
        return line;
    }

    /** The content of a line without its line feed; nothing when it is torn or was changed. */
    static Optional<byte[]> content(byte[] line) {
        if (line.length <= HEAD) {
            return Optional.empty();
        }
        byte[] encoded = Arrays.copyOfRange(line, HEAD, line.length);
        return Arrays.equals(line, 0, HEAD, head(encoded), 0, HEAD)
                ? Optional.of(Base64.getDecoder().decode(encoded))
                : Optional.empty();
    }

    private static byte[] head(byte[] encoded) {
        CRC32 crc = new CRC32();
        crc.update(encoded);
        return (HexFormat.of().toHexDigits((int) crc.getValue()) + " ").getBytes(StandardCharsets.US_ASCII);
    }
}
