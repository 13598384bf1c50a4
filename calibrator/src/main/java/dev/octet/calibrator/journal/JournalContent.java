package dev.octet.calibrator.journal;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.observe.TensorStatistics;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the whole lines of a journal add up to.
 *
 * @param end length of the whole lines in bytes; 0 when there is not even the first
 * @param done SHA-256 of the samples by name
 * @param statistics of all of them, in the order of the tensors; empty when there are none
 */
record JournalContent(long end, Map<String, String> done, List<TensorStatistics> statistics) {

    /** Reads a line at a time, up to the first that is torn. */
    static JournalContent read(Path file, String first, List<String> tensors) throws IOException {
        Map<String, String> done = new LinkedHashMap<>();
        List<TensorStatistics> sum = List.of();
        long end = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (Optional<byte[]> line = line(in); line.isPresent(); line = line(in)) {
                Optional<byte[]> content = JournalLine.content(line.get());
                if (content.isEmpty()) {
                    break;
                }
                if (end > 0) {
                    sum = add(ByteBuffer.wrap(content.get()), tensors, done, sum);
                } else if (!new String(content.get(), StandardCharsets.UTF_8).equals(first)) {
                    throw new ToolkitException(
                            FailureKind.INTEGRITY,
                            "The journal " + file
                                    + " is of another calibration: another model, preprocessing or version.",
                            "Run without --resume to start over.");
                }
                end += line.get().length + 1;
            }
        }
        return new JournalContent(end, done, sum);
    }

    /** The bytes of a line's content: the samples, then their statistics. */
    static byte[] record(Map<String, String> samples, List<TensorStatistics> statistics) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        StatisticsCodec.number(bytes, samples.size());
        samples.forEach((name, sha256) -> {
            text(bytes, name);
            text(bytes, sha256);
        });
        statistics.forEach(one -> StatisticsCodec.write(bytes, one));
        return bytes.toByteArray();
    }

    private static List<TensorStatistics> add(
            ByteBuffer record, List<String> tensors, Map<String, String> done, List<TensorStatistics> before) {
        for (long left = StatisticsCodec.number(record); left > 0; left--) {
            done.put(text(record), text(record));
        }
        List<TensorStatistics> sum = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            TensorStatistics read = StatisticsCodec.read(record, tensors.get(i));
            sum.add(before.isEmpty() ? read : before.get(i).mergedWith(read));
        }
        return sum;
    }

    /** The bytes before the next line feed; nothing when none is left. */
    private static Optional<byte[]> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 16);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return Optional.of(line.toByteArray());
            }
            line.write(next);
        }
        return Optional.empty();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StatisticsCodec.number(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[Math.toIntExact(StatisticsCodec.number(in))];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
