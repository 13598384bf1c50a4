package dev.octet.calibrator.exchange;

import dev.octet.bindings.failure.ToolkitException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a TensorRT calibration cache: {@code TRT-<version>-<algorithm>}, then a line {@code NAME: SCALE} for each
 * tensor, the scale as the eight hex digits of a big-endian float32. Names may hold anything but a line break; the last
 * colon is the one that ends them.
 */
final class CacheFormat {

    static final String PREFIX = "TRT-";

    private static final Pattern HEADER = Pattern.compile("TRT-(\\d{1,9})-(\\w+)");
    private static final Pattern ENTRY = Pattern.compile("([^\r]+): ([0-9a-fA-F]{8})");

    private final Problems problems = new Problems();
    private final Map<String, Float> scales = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();

    private CacheFormat() {}

    /** The text of a cache. */
    static byte[] write(TensorRtCache cache) {
        StringBuilder text = new StringBuilder(PREFIX)
                .append(cache.version().number())
                .append('-')
                .append(cache.algorithm().headerName())
                .append('\n');
        cache.scales().forEach((name, scale) -> {
            String digits = Integer.toHexString(Float.floatToIntBits(scale));
            text.append(name)
                    .append(": ")
                    .append("0".repeat(8 - digits.length()))
                    .append(digits)
                    .append('\n');
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The cache of a file's text.
     *
     * @throws ToolkitException {@code BAD_INPUT} with everything that is wrong with it
     */
    static TensorRtCache parse(String text, Path file) {
        return new CacheFormat().cache(text, file);
    }

    private TensorRtCache cache(String text, Path file) {
        List<String> all = List.of(text.split("\n", -1));
        Optional<TensorRtVersion> version = Optional.empty();
        Optional<CacheAlgorithm> algorithm = Optional.empty();
        Matcher header = HEADER.matcher(line(all, 0));
        if (header.matches()) {
            version = version(header.group(1));
            algorithm = CacheAlgorithm.ofHeader(header.group(2));
        }
        if (version.isEmpty() || algorithm.isEmpty()) {
            problems.add("line 1 is " + FileText.quoted(line(all, 0))
                    + ", expected something like 'TRT-101501-EntropyCalibration2'");
        }
        for (int i = 1; i < all.size(); i++) {
            boolean last = i == all.size() - 1;
            if (!last || !line(all, i).isEmpty()) {
                entry(line(all, i), i + 1);
            }
        }
        if (scales.isEmpty() && !problems.any()) {
            problems.add("it has no tensor");
        }
        if (version.isEmpty() || algorithm.isEmpty() || problems.any()) {
            throw problems.refusal(file, RangeFormat.TENSORRT_CACHE);
        }
        return new TensorRtCache(version.get(), algorithm.get(), scales);
    }

    private static String line(List<String> lines, int index) {
        String line = lines.get(index);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static Optional<TensorRtVersion> version(String number) {
        try {
            return Optional.of(TensorRtVersion.ofNumber(Integer.parseInt(number)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void entry(String line, int number) {
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            problems.add("line " + number + " is " + FileText.quoted(line) + ", expected 'NAME: ' and 8 hex digits");
            return;
        }
        String name = entry.group(1);
        float scale = Float.intBitsToFloat(Integer.parseUnsignedInt(entry.group(2), 16));
        if (!SoundScale.isSound(scale)) {
            problems.add("line " + number + " gives tensor " + FileText.quoted(name) + " the scale " + scale + ", "
                    + SoundScale.EXPECTED);
            return;
        }
        Integer before = lines.putIfAbsent(name, number);
        if (before != null) {
            problems.add("line " + number + " has tensor " + FileText.quoted(name) + " again, after line " + before);
            return;
        }
        scales.put(name, scale);
    }
}
