package dev.octet.calibrator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.observe.TensorStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationJournalTest {

    private static final List<String> TENSORS = List.of("a", "b: [c]");
    private static final String SUBJECT = "model";
    private static final int SAMPLES = 6;

    @TempDir
    private Path folder;

    @Test
    void a_journal_that_is_cut_anywhere_holds_all_samples_before_the_cut() throws IOException {
        Path file = folder.resolve("journal");
        List<Long> ends = new ArrayList<>();
        try (CalibrationJournal journal = CalibrationJournal.begin(file, SUBJECT, TENSORS)) {
            for (int i = 0; i < SAMPLES; i++) {
                journal.append(name(i), "sha" + i, sample(i));
                ends.add(Files.size(file));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 300; round++) {
            int cut = random.nextInt(whole.length + 1);
            Files.write(file, Arrays.copyOf(whole, cut));
            int kept = (int) ends.stream().filter(end -> end <= cut).count();
            try (CalibrationJournal journal = CalibrationJournal.resume(file, SUBJECT, TENSORS)) {
                assertThat(journal.done()).hasSize(kept);
                assertThat(journal.recovered()).isEqualTo(sum(kept));
                for (int i = kept; i < SAMPLES; i++) {
                    journal.append(name(i), "sha" + i, sample(i));
                }
            }
            assertThat(Files.readAllBytes(file)).as("after a cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void a_changed_byte_ends_the_journal_there() throws IOException {
        Path file = folder.resolve("journal");
        long second;
        try (CalibrationJournal journal = CalibrationJournal.begin(file, SUBJECT, TENSORS)) {
            journal.append(name(0), "sha0", sample(0));
            journal.append(name(1), "sha1", sample(1));
            second = Files.size(file);
            journal.append(name(2), "sha2", sample(2));
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) second + 100] ^= 1;
        Files.write(file, bytes);
        try (CalibrationJournal journal = CalibrationJournal.resume(file, SUBJECT, TENSORS)) {
            assertThat(journal.done().keySet()).containsExactly(name(0), name(1));
        }
    }

    @Test
    void a_large_journal_is_added_up_and_loses_nothing() throws IOException {
        Path file = folder.resolve("journal");
        try (CalibrationJournal journal = CalibrationJournal.open(file, SUBJECT, TENSORS, 20_000)) {
            for (int i = 0; i < 40; i++) {
                journal.append(name(i), "sha" + i, sample(i));
                assertThat(Files.size(file)).isLessThan(60_000);
            }
        }
        try (CalibrationJournal journal = CalibrationJournal.resume(file, SUBJECT, TENSORS)) {
            assertThat(journal.done()).hasSize(40).containsEntry(name(7), "sha7");
            assertThat(journal.recovered()).isEqualTo(sum(40));
        }
    }

    @Test
    void the_journal_of_another_calibration_is_refused_and_kept() throws IOException {
        Path file = folder.resolve("journal");
        CalibrationJournal.begin(file, SUBJECT, TENSORS).close();
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() ->
                        CalibrationJournal.resume(file, "another", TENSORS).close())
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.INTEGRITY))
                .hasMessage(
                        "The journal " + file + " is of another calibration: another model, preprocessing or version.");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void a_finished_journal_is_gone() throws IOException {
        Path file = folder.resolve("journal");
        CalibrationJournal journal = CalibrationJournal.begin(file, SUBJECT, TENSORS);
        journal.append(name(0), "sha0", sample(0));
        journal.finish();
        assertThat(file).doesNotExist();
    }

    private static String name(int sample) {
        return "folder of ü/" + sample + ".jpg";
    }

    /** Statistics of one sample; its tensors hold ordinary values, and NaN, infinities, zeros or nothing at all. */
    private static List<TensorStatistics> sample(int index) {
        SplittableRandom random = new SplittableRandom(index);
        TensorObserver first = new TensorObserver(TENSORS.get(0));
        float[] values = new float[5000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.scalb(1.0, index % 5));
        }
        first.observe(values, 0, values.length);
        TensorObserver second = new TensorObserver(TENSORS.get(1));
        float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -0.0f, -3e38f, Float.MIN_VALUE};
        second.observe(odd, 0, index % (odd.length + 1));
        return List.of(first.snapshot(), second.snapshot());
    }

    private static List<TensorStatistics> sum(int samples) {
        List<TensorStatistics> sum = List.of();
        for (int i = 0; i < samples; i++) {
            List<TensorStatistics> next = sample(i);
            sum = sum.isEmpty()
                    ? next
                    : List.of(sum.get(0).mergedWith(next.get(0)), sum.get(1).mergedWith(next.get(1)));
        }
        return sum;
    }
}
