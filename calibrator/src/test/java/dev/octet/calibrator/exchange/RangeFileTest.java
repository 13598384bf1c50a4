package dev.octet.calibrator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.Sha256;
import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.calibrator.table.CalibrationTable;
import dev.octet.calibrator.table.ImageSet;
import dev.octet.calibrator.table.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RangeFileTest {

    @TempDir
    private Path folder;

    @Test
    void table_is_recognised_whatever_the_name_of_the_file() {
        CalibrationTable table = table(0.5f, -2);
        Path file = folder.resolve("misleading.cache");
        table.writeTo(file);
        RangeFile content = RangeFile.at(file);
        assertThat(content).isEqualTo(new TableRanges(table));
        assertThat(content.format()).isEqualTo(RangeFormat.OCTET_TABLE);
        assertThat(content.tensors()).containsExactly("seen", "never seen");
    }

    @Test
    void table_gives_ranges_by_stored_and_by_other_estimators_and_none_for_what_was_never_finite() {
        TableRanges ranges = new TableRanges(table(0.5f, -2));
        assertThat(ranges.ranges(Estimators.minMax(), Symmetry.AFFINE))
                .isEqualTo(Map.of("seen", new ActivationRange(-2, 0.5f)));
        assertThat(ranges.ranges(Estimators.minMax(), Symmetry.SYMMETRIC))
                .isEqualTo(Map.of("seen", ActivationRange.symmetric(2)));
        assertThat(ranges.ranges(Estimators.percentile(50), Symmetry.AFFINE).keySet())
                .containsExactly("seen");
        assertThat(ranges.withoutRange()).containsExactly("never seen");
    }

    @Test
    void stored_ranges_are_what_the_estimators_choose_now() {
        SplittableRandom random = new SplittableRandom(15);
        float[] values = new float[4000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble(-1, 1) * random.nextDouble(-1, 1) * 7);
        }
        CalibrationTable stored = table(values);
        CalibrationTable bare = new CalibrationTable(
                stored.provenance(),
                List.of(),
                stored.tensors().stream()
                        .filter(t -> t.statistics().range().isEmpty())
                        .toList());
        assertThat(new TableRanges(bare).ranges(Estimators.mse(), Symmetry.AFFINE))
                .isEmpty();
        Estimators.all()
                .forEach(estimator -> assertThat(new TableRanges(stored).ranges(estimator, Symmetry.SYMMETRIC))
                        .containsEntry(
                                "seen",
                                estimator.estimate(stored.tensors().get(0).statistics(), Symmetry.SYMMETRIC)));
    }

    @Test
    void values_that_nothing_can_compute_with_are_found_in_a_table() {
        Path file = folder.resolve("t.calibration");
        new TableRanges(table(1, 2)).requireSound(file);
        assertThatThrownBy(() -> new TableRanges(table(1, -1e30f)).requireSound(file))
                .hasMessage(
                        "Calibration table " + file + " is not valid: tensor 'seen' has values from -1.0E30 to 1.0, "
                                + "expected a magnitude of at most 1.27E20.");
    }

    @Test
    void other_files_are_refused() throws IOException {
        String kinds = " is no calibration table, TensorRT cache or ONNX Runtime ranges file: ";
        Path file = Files.writeString(folder.resolve("f"), "x: 3f800000\n");
        assertThatThrownBy(() -> RangeFile.at(file))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT);
                    assertThat(e.remedy())
                            .isEqualTo("Name a file that 'octet calibrate', TensorRT or onnxruntime.quantization "
                                    + "wrote.");
                })
                .hasMessage("File " + file + kinds + "it starts with neither '{' nor 'TRT-'.");
        Path empty = Files.createFile(folder.resolve("empty"));
        assertThatThrownBy(() -> RangeFile.at(empty)).hasMessage("File " + empty + kinds + "it is empty.");
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> RangeFile.at(none)).hasMessage("Cannot read " + none + ": there is no such file.");
        assertThatThrownBy(() -> RangeFile.at(folder)).hasMessage("Cannot read " + folder + ": it cannot be read.");
    }

    @Test
    void random_bytes_behind_a_known_opening_are_refused_and_never_a_bug() throws IOException {
        SplittableRandom random = new SplittableRandom(16);
        List<String> openings = List.of("TRT-8601-EntropyCalibration2\n", "{", "{\"x\":{\"CLS\":\"TensorData\",", "");
        for (int i = 0; i < 500; i++) {
            String noise = IntStream.range(0, random.nextInt(60))
                    .mapToObj(k -> String.valueOf((char) random.nextInt(1, 300)))
                    .reduce("", String::concat);
            Path file = Files.writeString(folder.resolve("noise"), openings.get(random.nextInt(4)) + noise);
            assertThatThrownBy(() -> RangeFile.at(file))
                    .as("seed 16, file %d", i)
                    .isInstanceOf(ToolkitException.class);
        }
    }

    private static CalibrationTable table(float... values) {
        TensorObserver seen = new TensorObserver("seen");
        seen.observe(values, 0, values.length);
        TensorObserver never = new TensorObserver("never seen");
        never.observe(new float[] {Float.NaN}, 0, 1);
        return CalibrationTable.of(
                new Provenance("0.1.0", "m.onnx", Sha256.of("model"), ImageSet.empty(), Map.of()),
                List.of(seen.snapshot(), never.snapshot()),
                Estimators.all());
    }
}
