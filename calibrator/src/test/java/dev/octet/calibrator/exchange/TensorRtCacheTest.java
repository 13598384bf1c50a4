package dev.octet.calibrator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorRtCacheTest {

    private static final TensorRtVersion VERSION = TensorRtVersion.of(10, 15, 1);

    @TempDir
    private Path folder;

    @Test
    void file_is_this_text() {
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        ranges.put("images", new ActivationRange(0, 1.00024f));
        ranges.put("onnx::Conv_329", ActivationRange.symmetric(254));
        ranges.put("(Unnamed Layer* 22) [Constant]_output", new ActivationRange(-127, 3));
        ranges.put("zero", new ActivationRange(0, 0));
        ranges.put("tiny", ActivationRange.symmetric(1e-30f));
        assertThat(TensorRtCache.of(VERSION, CacheAlgorithm.ENTROPY2, ranges).toBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("TRT-101501-EntropyCalibration2\n"
                        + "images: 3c0109f1\n"
                        + "onnx::Conv_329: 40000000\n"
                        + "(Unnamed Layer* 22) [Constant]_output: 3f800000\n"
                        + "zero: 3f800000\n"
                        + "tiny: 219392ef\n");
    }

    @Test
    void cache_that_tensorrt_wrote_is_read() throws IOException {
        TensorRtCache cache = read("TRT-7202-EntropyCalibration2\ndata: 3c008912\nconv1: 3c60dd38\n"
                + "(Unnamed Layer* 4) [Fully Connected]_output: 3d65992f\n");
        assertThat(cache.version()).hasToString("7.2.2");
        assertThat(cache.algorithm()).isEqualTo(CacheAlgorithm.ENTROPY2);
        assertThat(cache.scales())
                .containsExactly(
                        entry("data", 0.00784518f),
                        entry("conv1", 0.013724618f),
                        entry("(Unnamed Layer* 4) [Fully Connected]_output", 0.05605429f));
        assertThat(cache.ranges(Estimators.minMax(), Symmetry.AFFINE))
                .containsEntry("data", ActivationRange.symmetric(127 * 0.00784518f));
    }

    @ParameterizedTest
    @CsvSource({"MinMaxCalibration, MINMAX", "EntropyCalibration, ENTROPY", "LegacyCalibration, LEGACY"})
    void every_calibrator_and_windows_line_ends_are_read(String name, CacheAlgorithm algorithm) throws IOException {
        TensorRtCache cache = read("TRT-8601-" + name + "\r\na b: 3F800000\r\n");
        assertThat(cache).isEqualTo(new TensorRtCache(TensorRtVersion.of(8, 6, 1), algorithm, Map.of("a b", 1f)));
    }

    @Test
    void what_is_written_reads_back_bit_by_bit_whatever_the_names() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 300; i++) {
            TensorRtCache cache =
                    new TensorRtCache(VERSION, CacheAlgorithm.values()[random.nextInt(4)], Names.with(random, r ->
                            (float) Math.pow(10, r.nextDouble(-17.9, 17.9))));
            Path file = folder.resolve("round.cache");
            cache.writeTo(file);
            TensorRtCache back = TensorRtCache.at(file);
            assertThat(back).as("seed 11, cache %d", i).isEqualTo(cache);
            assertThat(back.scales().keySet())
                    .containsExactlyElementsOf(cache.scales().keySet());
            assertThat(RangeFile.at(file)).isEqualTo(cache);
        }
    }

    @Test
    void scale_of_a_range_covers_it_and_is_no_wider_than_rounding() {
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 10_000; i++) {
            float amax = (float) Math.pow(10, random.nextDouble(-10, 10));
            float scale = TensorRtCache.of(VERSION, CacheAlgorithm.MINMAX, Map.of("x", new ActivationRange(-amax, 0)))
                    .scales()
                    .getOrDefault("x", Float.NaN);
            assertThat(127.0 * scale / amax).as("seed 12, %s", amax).isBetween(1 - 1e-7, 1 + 1e-7);
        }
    }

    @Test
    void another_header_leaves_the_scales_alone() {
        TensorRtCache cache = new TensorRtCache(VERSION, CacheAlgorithm.ENTROPY2, Map.of("x", 0.1f));
        assertThat(cache.withHeader(TensorRtVersion.of(8, 6, 1), CacheAlgorithm.MINMAX)
                        .toBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("TRT-8601-MinMaxCalibration\nx: 3dcccccd\n");
    }

    @Test
    void tensorrt_11_reads_no_cache() {
        TensorRtCache cache = new TensorRtCache(VERSION, CacheAlgorithm.ENTROPY2, Map.of("x", 0.1f));
        assertThatThrownBy(() -> cache.withHeader(TensorRtVersion.of(11, 2, 0), CacheAlgorithm.ENTROPY2))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED);
                    assertThat(e.remedy())
                            .isEqualTo("Use 'octet quantize --target tensorrt': TensorRT 10 and 11 build its model as "
                                    + "it is.");
                })
                .hasMessage("TensorRT 11.2.0 reads no calibration cache: TensorRT 10 is the last that does.");
    }

    @ParameterizedTest
    @CsvSource({
        "7f800000, Infinity",
        "ff800000, -Infinity",
        "7fc00000, NaN",
        "bf800000, -1.0",
        "00000000, 0.0",
        "80000000, -0.0",
        "7f000000, 1.7014118E38",
        "00000001, 1.4E-45"
    })
    void scales_that_nothing_can_compute_with_are_refused(String hex, String value) {
        assertThat(refusal("TRT-8601-EntropyCalibration2\nok: 3f800000\na: b: " + hex + "\n"))
                .isEqualTo("line 3 gives tensor 'a: b' the scale " + value + ", expected a number from 1e-18 to 1e18.");
    }

    @Test
    void each_broken_line_is_named() {
        String header = "TRT-8601-EntropyCalibration2\n";
        assertThat(refusal("TRT-8XXX-EntropyCalibration2\nx: 3f800000\n"))
                .isEqualTo("line 1 is 'TRT-8XXX-EntropyCalibration2', "
                        + "expected something like 'TRT-101501-EntropyCalibration2'.");
        assertThat(refusal("TRT-12345-EntropyCalibration2\nx: 3f800000\n"))
                .startsWith("line 1 is 'TRT-12345-EntropyCalibration2', expected ");
        assertThat(refusal("TRT-8601-BestCalibration\nx: 3f800000\n"))
                .startsWith("line 1 is 'TRT-8601-BestCalibration', expected ");
        assertThat(refusal(header + "x: 3f8000\n"))
                .isEqualTo("line 2 is 'x: 3f8000', expected 'NAME: ' and 8 hex digits.");
        assertThat(refusal(header + "x 3f800000\n"))
                .isEqualTo("line 2 is 'x 3f800000', expected 'NAME: ' and 8 hex digits.");
        assertThat(refusal(header + ": 3f800000\n"))
                .isEqualTo("line 2 is ': 3f800000', expected 'NAME: ' and 8 hex digits.");
        assertThat(refusal(header + "x: 3f800000\n\ny: 3f800000\n"))
                .isEqualTo("line 3 is '', expected 'NAME: ' and 8 hex digits.");
        assertThat(refusal(header + "x: 3f800000\ny: 3f800000\nx: 3f800000\n"))
                .isEqualTo("line 4 has tensor 'x' again, after line 2.");
        assertThat(refusal(header + "\u001b[31m\rx: 3f800000\n"))
                .isEqualTo("line 2 is '?[31m?x: 3f800000', expected 'NAME: ' and 8 hex digits.");
        assertThat(refusal(header)).isEqualTo("it has no tensor.");
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_up_to_five() {
        assertThat(refusal("TRT-8601-EntropyCalibration2\n" + "x\n".repeat(7)))
                .endsWith("; line 6 is 'x', expected 'NAME: ' and 8 hex digits; and 2 more.");
    }

    @Test
    void bytes_that_are_no_text_are_refused() throws IOException {
        Path file = Files.write(folder.resolve("bad.cache"), new byte[] {'T', 'R', 'T', '-', (byte) 0xff});
        assertThatThrownBy(() -> RangeFile.at(file))
                .hasMessage("TensorRT cache " + file + " is not valid: it is not UTF-8 text.");
    }

    @Test
    void what_does_not_fit_into_a_cache_is_not_written() {
        assertThatThrownBy(() -> cache("a\nb", ActivationRange.symmetric(1)))
                .hasMessage("Tensor name 'a?b' does not fit into a TensorRT cache: it has a line break.");
        assertThatThrownBy(() -> cache("", ActivationRange.symmetric(1)))
                .hasMessage("Tensor name '' does not fit into a TensorRT cache: it is empty.");
        assertThatThrownBy(() -> cache("x", new ActivationRange(-1.27e32f, 1)))
                .hasMessage("Tensor 'x' has the range [-1.27E32, 1.0], which gives the scale 1.0E30; "
                        + "expected a number from 1e-18 to 1e18.");
    }

    private static TensorRtCache cache(String name, ActivationRange range) {
        return TensorRtCache.of(VERSION, CacheAlgorithm.ENTROPY2, Map.of(name, range));
    }

    private TensorRtCache read(String text) throws IOException {
        return TensorRtCache.at(Files.writeString(folder.resolve("t.cache"), text));
    }

    /** What is wrong, without the opening that all messages share. */
    private String refusal(String text) {
        Path file = folder.resolve("t.cache");
        ToolkitException refusal =
                org.assertj.core.api.Assertions.catchThrowableOfType(ToolkitException.class, () -> read(text));
        assertThat(refusal.kind()).isEqualTo(FailureKind.BAD_INPUT);
        assertThat(refusal.remedy()).isEqualTo("Correct the file, or make it again.");
        String opening = "TensorRT cache " + file + " is not valid: ";
        assertThat(refusal.getMessage()).startsWith(opening);
        return refusal.getMessage().substring(opening.length());
    }
}
