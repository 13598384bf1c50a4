package dev.octet.calibrator.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.Sha256;
import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.range.Estimators;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTableTest {

    private static final int IMAGES = 12;
    private static final String MODEL = Sha256.of("model");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shards_of_any_size_merged_in_any_order_are_the_bytes_of_one_run(long seed) {
        Random random = new Random(seed);
        List<Integer> images = new ArrayList<>(all());
        Collections.shuffle(images, random);
        List<CalibrationTable> shards = new ArrayList<>();
        for (int from = 0; from < IMAGES; ) {
            int to = Math.min(IMAGES, from + 1 + random.nextInt(5));
            shards.add(table(images.subList(from, to)));
            from = to;
        }
        CalibrationTable merged =
                shards.stream().reduce(CalibrationTable::merge).orElseThrow();
        assertThat(merged.toBytes()).as("seed %d", seed).isEqualTo(table(all()).toBytes());
    }

    @Test
    void what_is_written_reads_back() {
        CalibrationTable table = table(all());
        Path file = folder.resolve("a.json");
        table.writeTo(file);
        CalibrationTable back = CalibrationTable.at(file);
        assertThat(back).isEqualTo(table);
        assertThat(back.toBytes()).isEqualTo(table.toBytes());
    }

    @Test
    void file_is_this_text() {
        TensorObserver observer = new TensorObserver("x");
        observer.observe(new float[] {0, 1, 1, -0.001f, Float.NaN}, 0, 5);
        TensorObserver empty = new TensorObserver("n");
        CalibrationTable table = CalibrationTable.of(
                new Provenance("0.1.0", "m.onnx", MODEL, ImageSet.empty(), Map.of("size", "640", "pad", "114")),
                List.of(observer.snapshot(), empty.snapshot()),
                List.of(Estimators.minMax()));
        String content = "{\"schema\":\"octet.calibration/1\"\n"
                + ",\"provenance\":{\"toolVersion\":\"0.1.0\",\"modelName\":\"m.onnx\",\"modelSha256\":\"" + MODEL
                + "\",\"images\":0,\"imagesFingerprint\":\"" + "0".repeat(64)
                + "\",\"preprocess\":{\"pad\":\"114\",\"size\":\"640\"}}\n"
                + ",\"estimators\":[\"minmax\"]\n"
                + ",\"tensors\":[\n"
                + "{\"name\":\"x\",\"count\":5,\"nan\":1,\"positiveInfinite\":0,\"negativeInfinite\":0,\"zeros\":1,"
                + "\"range\":[-0.001,1],\"ranges\":{\"minmax\":{\"affine\":[-0.001,1],\"symmetric\":[-1,1]}},"
                + "\"histogram\":{\"exponent\":-11,\"firstBin\":-3,\"counts\":[1,-2,1,-2047,2]}}\n"
                + ",{\"name\":\"n\",\"count\":0,\"nan\":0,\"positiveInfinite\":0,\"negativeInfinite\":0,\"zeros\":0,"
                + "\"ranges\":{},\"histogram\":{\"exponent\":-126,\"firstBin\":0,\"counts\":[]}}]";
        assertThat(new String(table.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo(content + "\n,\"checksum\":\"" + Sha256.of(content) + "\"}\n");
    }

    @Test
    void file_cut_anywhere_is_refused() throws IOException {
        byte[] bytes = table(List.of(0)).toBytes();
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            int length = random.nextInt(bytes.length);
            refused(Arrays.copyOf(bytes, length), "seed 2, cut at " + length);
        }
    }

    @Test
    void any_changed_bit_is_refused() throws IOException {
        byte[] bytes = table(List.of(0)).toBytes();
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] changed = bytes.clone();
            int at = random.nextInt(bytes.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            refused(changed, "seed 3, changed at " + at);
        }
    }

    @Test
    void random_bytes_are_no_table() throws IOException {
        Random random = new Random(4);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[random.nextInt(500)];
            random.nextBytes(bytes);
            assertThat(refused(bytes, "seed 4").kind()).isEqualTo(FailureKind.BAD_INPUT);
        }
    }

    @Test
    void each_refusal_says_what_is_wrong() throws IOException {
        Path file = folder.resolve("t.json");
        assertThatThrownBy(() -> CalibrationTable.at(file))
                .hasMessage("Calibration table " + file + ": there is no such file.");
        assertThat(refused("{}".getBytes(StandardCharsets.UTF_8), "").getMessage())
                .isEqualTo("File " + file + " is not a calibration table: it does not start with "
                        + "{\"schema\":\"octet.calibration/1\".");
        assertThat(refused("{\"schema\":\"octet.calibration/9\"".getBytes(StandardCharsets.UTF_8), "")
                        .getMessage())
                .isEqualTo("Calibration table " + file
                        + " has schema 'octet.calibration/9', this Octet reads 'octet.calibration/1'.");
        byte[] bytes = table(List.of(0)).toBytes();
        ToolkitException cut = refused(Arrays.copyOf(bytes, bytes.length - 1), "");
        assertThat(cut.kind()).isEqualTo(FailureKind.INTEGRITY);
        assertThat(cut.getMessage())
                .isEqualTo("Calibration table " + file + " is cut short: its checksum at the end is missing.");
        String text = new String(bytes, StandardCharsets.UTF_8);
        ToolkitException changed = refused(text.replace("m.onnx", "n.onnx").getBytes(StandardCharsets.UTF_8), "");
        assertThat(changed.kind()).isEqualTo(FailureKind.INTEGRITY);
        assertThat(changed.getMessage())
                .startsWith(
                        "Calibration table " + file + " was changed after it was written: its content has SHA-256 ");
    }

    @Test
    void wrong_numbers_under_a_right_checksum_are_refused_with_their_reason() throws IOException {
        String text = new String(table(List.of(0)).toBytes(), StandardCharsets.UTF_8);
        assertThat(resealed(text.replaceFirst("\"nan\":\\d+", "\"nan\":-1")))
                .contains(" is not valid: nan -1 is negative.");
        assertThat(resealed(text.replaceFirst("\"range\":\\[[^]]*]", "\"range\":[2,1]")))
                .contains(" is not valid: min 2.0 and max 1.0 must be finite and in order.");
        assertThat(resealed(text.replaceFirst("\"range\":\\[[^]]*]", "\"range\":[1,1e99]")))
                .contains(" is not valid: min 1.0 and max Infinity must be finite and in order.");
        assertThat(resealed(text.replaceFirst("\"count\":\\d+", "\"count\":\"many\"")))
                .contains(" is not valid: VALUE_STRING stands where VALUE_NUMBER_INT is expected, line 5.");
        assertThat(resealed(text.replaceFirst("\"count\":\\d+", "\"count\":99999999999999999999")))
                .contains(" is not valid: ");
        assertThat(resealed(text.replaceFirst("\"zeros\"", "\"zeroes\"")))
                .contains(" is not valid: 'zeroes' stands where 'zeros' is expected, line 5.");
        assertThat(resealed(text.replaceFirst("\"counts\":\\[", "\"counts\":[-9000,")))
                .contains(" is not valid: counts has more than 8192 bins.");
        assertThat(resealed(text.replaceFirst("\"counts\":\\[", "\"counts\":[1,")))
                .contains(" is not valid: ");
    }

    @Test
    void table_of_another_model_is_refused() {
        CalibrationTable table = table(List.of(0));
        table.requireModel(MODEL, "m.onnx");
        String other = Sha256.of("other");
        assertThatThrownBy(() -> table.requireModel(other, "o.onnx"))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTEGRITY))
                .hasMessage("The calibration table was made for another model: for 'm.onnx' (sha256 " + MODEL
                        + "), not for 'o.onnx' (sha256 " + other + ").");
    }

    @Test
    void tables_of_different_settings_do_not_merge() {
        CalibrationTable table = table(List.of(0));
        CalibrationTable other = new CalibrationTable(table.provenance(), List.of(), List.of());
        assertThatThrownBy(() -> table.merge(other))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTEGRITY))
                .hasMessage("The calibration tables cannot be merged: their estimators differ, "
                        + "[minmax, percentile, entropy, mse, sqnr] and [].");
    }

    @Test
    void tables_merge_only_with_their_like() {
        CalibrationTable table = table(List.of(0));
        Provenance mine = table.provenance();
        ImageSet images = mine.images();
        Map<String, String> size = mine.preprocess();
        assertUnmergeable("model name", new Provenance("0.1.0", "n.onnx", MODEL, images, size), table.tensors());
        assertUnmergeable(
                "preprocessing",
                new Provenance("0.1.0", "m.onnx", MODEL, images, Map.of("size", "416")),
                table.tensors());
        assertUnmergeable("Octet version", new Provenance("0.2.0", "m.onnx", MODEL, images, size), table.tensors());
        assertUnmergeable("tensors", mine, table.tensors().subList(0, 1));
        CalibrationTable another = new CalibrationTable(
                new Provenance("0.1.0", "m.onnx", Sha256.of("another"), images, size),
                table.estimators(),
                table.tensors());
        assertThatThrownBy(() -> table.merge(another)).hasMessageStartingWith("The calibration table was made for");
    }

    private static void assertUnmergeable(String what, Provenance provenance, List<TensorCalibration> tensors) {
        CalibrationTable table = table(List.of(0));
        CalibrationTable other = new CalibrationTable(provenance, table.estimators(), tensors);
        assertThatThrownBy(() -> table.merge(other))
                .hasMessageStartingWith("The calibration tables cannot be merged: their " + what + " differ, ");
    }

    private String resealed(String text) throws IOException {
        String content = text.substring(0, text.indexOf(TableFormat.TRAILER));
        String sealed = content + TableFormat.TRAILER + Sha256.of(content) + TableFormat.CLOSING;
        ToolkitException refusal = refused(sealed.getBytes(StandardCharsets.UTF_8), text.substring(0, 80));
        assertThat(refusal.kind()).isEqualTo(FailureKind.BAD_INPUT);
        return refusal.getMessage();
    }

    private ToolkitException refused(byte[] bytes, String description) throws IOException {
        Path file = folder.resolve("t.json");
        Files.write(file, bytes);
        try {
            CalibrationTable.at(file);
        } catch (ToolkitException e) {
            assertThat(e.kind()).as(description).isIn(FailureKind.BAD_INPUT, FailureKind.INTEGRITY);
            return e;
        }
        throw new AssertionError("accepted: " + description);
    }

    private static List<Integer> all() {
        List<Integer> images = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            images.add(i);
        }
        return images;
    }

    /** One run over images; image {@code i} gives values from seed {@code i}, of a scale that grows with it. */
    private static CalibrationTable table(List<Integer> images) {
        TensorObserver activation = new TensorObserver("activation");
        TensorObserver positive = new TensorObserver("positive");
        for (int image : images) {
            Random random = new Random(image);
            float[] values = new float[5000];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * (1 + image));
            }
            activation.observe(values, 0, values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.max(0, values[i]);
            }
            positive.observe(values, 0, values.length);
        }
        List<TensorStatistics> statistics = List.of(activation.snapshot(), positive.snapshot());
        ImageSet set = ImageSet.ofNames(images.stream().map(i -> "image" + i).toList());
        return CalibrationTable.of(
                new Provenance("0.1.0", "m.onnx", MODEL, set, Map.of("size", "640")), statistics, Estimators.all());
    }
}
