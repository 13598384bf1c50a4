package dev.octet.calibrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.table.CalibrationTable;
import dev.octet.calibrator.table.ImageSet;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parts observed apart are, merged, the calibration of one run: whatever the parts, the order and the machine. */
class OpenCalibratorTest {

    private static final OnnxModel MODEL = TinyDetector.model();

    @Test
    void parts_observed_at_once_in_one_session_are_the_bytes_of_one_run() {
        List<Map<String, FloatTensor>> samples = TinySamples.ramps(9);
        byte[] whole = Calibrator.of(MODEL)
                .calibrate(part(samples, 0, 9), ProgressListener.none())
                .table()
                .toBytes();
        try (OpenCalibrator open = Calibrator.of(MODEL).withThreads(1).open()) {
            List<CompletableFuture<byte[]>> parts = new ArrayList<>();
            for (int[] range : new int[][] {{5, 9}, {0, 2}, {2, 2}, {2, 5}}) {
                parts.add(CompletableFuture.supplyAsync(
                        () -> open.observe(part(samples, range[0], range[1]), ProgressListener.none())
                                .toBytes()));
            }
            CalibrationTable merged = parts.stream()
                    .map(bytes -> CalibrationTable.parse(bytes.join(), "a part"))
                    .reduce(CalibrationTable::merge)
                    .orElseThrow();
            assertThat(Calibration.ofParts(merged).table().toBytes()).isEqualTo(whole);
        }
    }

    @Test
    void parts_without_any_sample_are_no_calibration() {
        try (OpenCalibrator open = Calibrator.of(MODEL).open()) {
            CalibrationTable nothing = open.observe(part(List.of(), 0, 0), ProgressListener.none());
            assertThatThrownBy(() -> Calibration.ofParts(nothing.merge(nothing)))
                    .isInstanceOf(ToolkitException.class)
                    .hasMessage("There are no calibration samples.")
                    .satisfies(e -> assertThat(((ToolkitException) e).kind()).isEqualTo(FailureKind.BAD_INPUT));
        }
    }

    @Test
    void a_part_that_was_cut_short_on_its_way_is_refused() {
        try (OpenCalibrator open = Calibrator.of(MODEL).open()) {
            byte[] bytes = open.observe(part(TinySamples.ramps(1), 0, 1), ProgressListener.none())
                    .toBytes();
            byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 10);
            assertThatThrownBy(() -> CalibrationTable.parse(cut, "a part"))
                    .isInstanceOf(ToolkitException.class)
                    .hasMessage("Calibration table a part is cut short: its checksum at the end is missing.");
        }
    }

    /** Samples known by their own names, so that the whole's identity is the sum of the parts'. */
    private static CalibrationSource part(List<Map<String, FloatTensor>> samples, int from, int to) {
        CalibrationSource plain = CalibrationSource.of("part", samples.subList(from, to), to - from);
        List<String> names =
                IntStream.range(from, to).mapToObj(i -> "sample " + i).toList();
        return new CalibrationSource() {
            @Override
            public Optional<Sample> next() {
                return plain.next();
            }

            @Override
            public int size() {
                return plain.size();
            }

            @Override
            public SourceIdentity identity() {
                return new SourceIdentity(ImageSet.ofNames(names), Map.of());
            }

            @Override
            public void close() {
                plain.close();
            }
        };
    }
}
