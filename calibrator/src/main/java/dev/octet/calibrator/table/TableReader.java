package dev.octet.calibrator.table;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.core.JacksonException;

/** Reads a table: first that it is one, then that it is whole, then every number. */
final class TableReader {

    private static final String RECALIBRATE = "Calibrate again, or restore the file from where it was made.";

    private TableReader() {}

    static CalibrationTable read(Path file) {
        return parse(bytes(file), file.toString());
    }

    static CalibrationTable parse(byte[] bytes, String file) {
        requireTable(file, bytes);
        requireWhole(file, bytes);
        try {
            return new TableParser(bytes).table();
        } catch (JacksonException | IllegalArgumentException | ArithmeticException e) {
            String reason = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Calibration table " + file + " is not valid: " + reason + ".",
                    RECALIBRATE,
                    e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such file" : "it cannot be read";
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Calibration table " + file + ": " + reason + ".",
                    "Check the path and its permissions, or make the table with 'octet calibrate'.",
                    e);
        }
    }

    private static void requireTable(String file, byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.UTF_8);
        if (!head.startsWith(TableFormat.OPENING + TableFormat.SCHEMA_FAMILY)) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "File " + file + " is not a calibration table: it does not start with " + TableFormat.OPENING
                            + TableFormat.SCHEMA + "\".",
                    "Name a table that 'octet calibrate' wrote.");
        }
        if (!head.startsWith(TableFormat.OPENING + TableFormat.SCHEMA + "\"")) {
            String rest = head.substring(TableFormat.OPENING.length());
            int quote = rest.indexOf('"');
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Calibration table " + file + " has schema '" + (quote < 0 ? rest : rest.substring(0, quote))
                            + "', this Octet reads '" + TableFormat.SCHEMA + "'.",
                    "Use the Octet that wrote it, or calibrate again.");
        }
    }

    private static void requireWhole(String file, byte[] bytes) {
        int trailerLength = TableFormat.TRAILER.length() + 64 + TableFormat.CLOSING.length();
        int contentLength = Math.max(0, bytes.length - trailerLength);
        String trailer = new String(bytes, contentLength, bytes.length - contentLength, StandardCharsets.ISO_8859_1);
        if (!trailer.startsWith(TableFormat.TRAILER) || !trailer.endsWith(TableFormat.CLOSING)) {
            throw new ToolkitException(
                    FailureKind.INTEGRITY,
                    "Calibration table " + file + " is cut short: its checksum at the end is missing.",
                    RECALIBRATE);
        }
        String stored = trailer.substring(TableFormat.TRAILER.length(), TableFormat.TRAILER.length() + 64);
        String computed = Sha256.of(Arrays.copyOf(bytes, contentLength));
        if (!stored.equals(computed)) {
            throw new ToolkitException(
                    FailureKind.INTEGRITY,
                    "Calibration table " + file + " was changed after it was written: its content has SHA-256 "
                            + computed + ", its checksum says " + stored + ".",
                    RECALIBRATE);
        }
    }
}
