package dev.octet.calibrator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
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
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxRuntimeRangesTest {

    /** What {@code write_calibration_table} of onnxruntime 1.29.0 wrote for a dictionary of TensorData. */
    private static final String DICTIONARY = "{\"a: b\": {\"lowest\": {\"data\": -1.5, \"dtype\": \"float32\", "
            + "\"CLS\": \"numpy.array\"}, \"highest\": {\"data\": 2.25, \"dtype\": \"float32\", "
            + "\"CLS\": \"numpy.array\"}, \"CLS\": \"TensorData\"}, \"x\": {\"lowest\": -0.10000000149011612, "
            + "\"highest\": 0.30000001192092896, \"CLS\": \"TensorData\"}}";

    /** What {@code save_tensors_data} of onnxruntime 1.29.0 wrote after entropy calibration. */
    private static final String TENSORS_DATA = "{\"CLS\": \"TensorsData\", \"data\": {\"x\": {\"lowest\": "
            + "{\"data\": [-1.0], \"dtype\": \"float32\", \"CLS\": \"numpy.array\"}, \"highest\": {\"data\": 2.0, "
            + "\"dtype\": \"float32\", \"CLS\": \"numpy.array\"}, \"hist\": {\"data\": [1, 2], \"dtype\": \"int64\", "
            + "\"CLS\": \"numpy.array\"}, \"bins\": {\"data\": [0.0, 0.5, 1.0], \"dtype\": \"float64\", "
            + "\"CLS\": \"numpy.array\"}, \"CLS\": \"TensorData\"}}, \"calibration_method\": "
            + "{\"CLS\": \"CalibrationMethod\", \"value\": \"CalibrationMethod.Entropy\"}, \"smooth_quant\": false}";

    @TempDir
    private Path folder;

    @Test
    void both_forms_that_onnx_runtime_writes_are_read() throws IOException {
        OnnxRuntimeRanges dictionary = read(DICTIONARY);
        assertThat(dictionary.method()).isEqualTo(CalibrationMethod.MIN_MAX);
        assertThat(dictionary.byTensor())
                .containsExactly(
                        entry("a: b", new ActivationRange(-1.5f, 2.25f)), entry("x", new ActivationRange(-0.1f, 0.3f)));
        assertThat(read(TENSORS_DATA))
                .isEqualTo(new OnnxRuntimeRanges(CalibrationMethod.ENTROPY, Map.of("x", new ActivationRange(-1, 2))));
    }

    @Test
    void file_is_this_text() {
        assertThat(OnnxRuntimeRanges.of(CalibrationMethod.MIN_MAX, Map.of("a \"b\"", new ActivationRange(-0.1f, 3)))
                        .toBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"CLS\":\"TensorsData\",\"data\":{\n"
                        + "\"a \\\"b\\\"\":{"
                        + "\"lowest\":{\"data\":-0.10000000149011612,\"dtype\":\"float32\",\"CLS\":\"numpy.array\"},"
                        + "\"highest\":{\"data\":3,\"dtype\":\"float32\",\"CLS\":\"numpy.array\"},"
                        + "\"CLS\":\"TensorData\"}}\n"
                        + ",\"calibration_method\":{\"CLS\":\"CalibrationMethod\","
                        + "\"value\":\"CalibrationMethod.MinMax\"},\"smooth_quant\":false}\n");
    }

    @Test
    void what_is_written_reads_back_bit_by_bit_whatever_the_names() throws IOException {
        SplittableRandom random = new SplittableRandom(13);
        for (int i = 0; i < 300; i++) {
            OnnxRuntimeRanges ranges =
                    OnnxRuntimeRanges.of(CalibrationMethod.values()[random.nextInt(4)], Names.with(random, r -> {
                        float width = (float) Math.pow(10, r.nextDouble(-44, 19));
                        float low = (float) (r.nextDouble(-1, 1) * width);
                        return new ActivationRange(low, low + width);
                    }));
            Path file = folder.resolve("round.json");
            ranges.writeTo(file);
            OnnxRuntimeRanges back = OnnxRuntimeRanges.at(file);
            assertThat(back).as("seed 13, file %d", i).isEqualTo(ranges);
            assertThat(back.byTensor().keySet())
                    .containsExactlyElementsOf(ranges.byTensor().keySet());
            assertThat(RangeFile.at(file)).isEqualTo(ranges);
        }
    }

    @Test
    void a_cache_made_of_ranges_covers_them() {
        SplittableRandom random = new SplittableRandom(14);
        Map<String, ActivationRange> ranges =
                Names.with(random, r -> new ActivationRange(-(float) r.nextDouble(5), (float) r.nextDouble(5)));
        OnnxRuntimeRanges file = OnnxRuntimeRanges.of(CalibrationMethod.MIN_MAX, ranges);
        TensorRtCache cache = TensorRtCache.of(
                TensorRtVersion.of(8, 6, 1),
                CacheAlgorithm.MINMAX,
                file.ranges(Estimators.minMax(), Symmetry.SYMMETRIC));
        assertThat(cache.tensors()).containsExactlyElementsOf(ranges.keySet());
        RangeComparison comparison = RangeComparison.of(
                file.ranges(Estimators.minMax(), Symmetry.SYMMETRIC),
                cache.ranges(Estimators.minMax(), Symmetry.SYMMETRIC));
        assertThat(comparison.differences())
                .hasSameSizeAs(ranges.keySet())
                .allSatisfy(d -> assertThat(d.ratio()).isBetween(1.0, 1 + 2e-7));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 1, 'has the range [NaN, 1.0], expected numbers in order from -1.27E20 to 1.27E20'",
        "-Infinity, 1, 'has the range [-Infinity, 1.0], expected numbers in order from -1.27E20 to 1.27E20'",
        "0, 1e999, 'has the range [0.0, Infinity], expected numbers in order from -1.27E20 to 1.27E20'",
        "0, 1e30, 'has the range [0.0, 1.0E30], expected numbers in order from -1.27E20 to 1.27E20'",
        "2, 1, 'has the range [2.0, 1.0], expected numbers in order from -1.27E20 to 1.27E20'",
        "null, 1, has no number for lowest and highest",
        "'\"0\"', 1, has no number for lowest and highest",
        "'[0, 1]', 1, 'has ranges per channel, expected one'"
    })
    void ranges_that_nothing_can_compute_with_are_refused(String lowest, String highest, String reason) {
        assertThat(refusal("{\"a: b\":{\"CLS\":\"TensorData\",\"lowest\":" + lowest + ",\"highest\":" + highest + "}}"))
                .isEqualTo("tensor 'a: b' " + reason + ".");
    }

    @Test
    void what_is_no_ranges_file_is_refused() {
        assertThat(refusal("{\"x\":{\"lowest\":0,\"highest\":1}}")).isEqualTo("tensor 'x' is no TensorData object.");
        assertThat(refusal("{}")).isEqualTo("it has no tensor.");
        assertThat(refusal(TENSORS_DATA.replace("Method.Entropy", "Method.Best")))
                .isEqualTo("its calibration_method is 'CalibrationMethod.Best', "
                        + "expected CalibrationMethod.MinMax, Entropy, Percentile or Distribution.");
        assertThat(refusal(DICTIONARY.substring(0, 40)))
                .startsWith("it is not whole JSON (")
                .endsWith(", line 1).");
        assertThat(refusal(DICTIONARY + "{}")).startsWith("it is not whole JSON (");
        assertThat(refusal(DICTIONARY.replace("\"x\"", "\"a: b\""))).startsWith("it is not whole JSON (Duplicate ");
        assertThat(refusal("{\"x\":".repeat(5000))).startsWith("it is not whole JSON (");
    }

    @Test
    void what_nothing_can_compute_with_is_not_written() {
        assertThatThrownBy(() ->
                        OnnxRuntimeRanges.of(CalibrationMethod.MIN_MAX, Map.of("x", new ActivationRange(0, 1e30f))))
                .hasMessage("Tensor 'x' has the range [0.0, 1.0E30]; expected a magnitude of at most 1.27E20.");
    }

    @Test
    void methods_are_named_after_what_found_the_ranges() {
        assertThat(CalibrationMethod.ofEstimator("entropy")).isEqualTo(CalibrationMethod.ENTROPY);
        assertThat(CalibrationMethod.ofEstimator("percentile:99.9")).isEqualTo(CalibrationMethod.PERCENTILE);
        assertThat(CalibrationMethod.ofEstimator("auto")).isEqualTo(CalibrationMethod.MIN_MAX);
        assertThat(CalibrationMethod.ofCache(CacheAlgorithm.ENTROPY2)).isEqualTo(CalibrationMethod.ENTROPY);
        assertThat(CalibrationMethod.ofCache(CacheAlgorithm.MINMAX)).isEqualTo(CalibrationMethod.MIN_MAX);
    }

    private OnnxRuntimeRanges read(String text) throws IOException {
        return OnnxRuntimeRanges.at(Files.writeString(folder.resolve("r.json"), text));
    }

    private String refusal(String text) {
        ToolkitException refusal = catchThrowableOfType(ToolkitException.class, () -> read(text));
        assertThat(refusal.kind()).isEqualTo(FailureKind.BAD_INPUT);
        String opening = "ONNX Runtime ranges file " + folder.resolve("r.json") + " is not valid: ";
        assertThat(refusal.getMessage()).startsWith(opening);
        return refusal.getMessage().substring(opening.length());
    }
}
