package dev.octet.runner.benchmark.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.benchmarks.statistics.Bootstrap;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.engine.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedRunTest {

    @TempDir
    private Path folder;

    @Test
    void rounds_go_forth_and_back() {
        assertThat(new RepeatPlan(2, 3).turns())
                .extracting(RepeatPlan.Turn::subject)
                .containsExactly(0, 1, 1, 0, 0, 1);
        assertThat(new RepeatPlan(2, 3).turns())
                .extracting(RepeatPlan.Turn::repeat)
                .containsExactly(0, 0, 1, 1, 2, 2);
    }

    @Test
    void each_measurement_is_a_process_of_its_own_in_alternating_order() throws IOException {
        List<List<String>> printed = run(2, subject("a"), subject("b"));
        assertThat(printed).containsExactly(List.of("of a\n", "of a\n"), List.of("of b\n", "of b\n"));
        List<String> log = Files.readAllLines(log());
        assertThat(log).extracting(line -> line.substring(0, 1)).containsExactly("a", "b", "b", "a");
        assertThat(log).extracting(line -> line.substring(2)).doesNotHaveDuplicates();
    }

    @Test
    void the_first_that_fails_ends_all_and_is_named() throws IOException {
        assertThatThrownBy(() -> run(3, subject("a"), subject("b", "4")))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT);
                    assertThat(e.remedy()).isEqualTo("Name one.");
                })
                .hasMessage("Repeat 1 of 3 of b failed with exit code 4: There is no model.");
        assertThat(Files.readAllLines(log())).hasSize(2);
    }

    @Test
    void interrupted_it_kills_the_process_that_runs() throws Exception {
        Thread[] runner = new Thread[1];
        Throwable[] thrown = new Throwable[1];
        runner[0] = new Thread(() -> {
            try {
                run(1, subject("a", "sleep"));
            } catch (ToolkitException e) {
                thrown[0] = e;
            }
        });
        runner[0].start();
        while (!Files.exists(log()) || Files.readString(log()).isEmpty()) {
            Thread.sleep(20);
        }
        long child = Long.parseLong(Files.readAllLines(log()).get(0).substring(2));
        assertThat(ProcessHandle.of(child)).isPresent();
        runner[0].interrupt();
        runner[0].join();
        assertThat(thrown[0]).hasMessage("The benchmark was interrupted.");
        Optional<ProcessHandle> after = ProcessHandle.of(child);
        assertThat(after.filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void the_speedup_is_the_baselines_time_over_ones_own() {
        RepeatedSamples fast = new RepeatedSamples("fast", List.of(new double[] {10e6}, new double[] {12e6}));
        RepeatedSamples slow = new RepeatedSamples("slow", List.of(new double[] {20e6}, new double[] {24e6}));
        assertThat(fast.medianMillis(Bootstrap.seeded(1)).value()).isEqualTo(11);
        assertThat(fast.speedupOver(slow, Bootstrap.seeded(1)).value()).isEqualTo(2);
    }

    private List<List<String>> run(int repeats, RepeatedRun.Subject... subjects) {
        return new RepeatedRun(
                        ChildJvm.likeThis(FakeMeasurement.class.getName()),
                        code -> code == 4 ? FailureKind.BAD_INPUT : FailureKind.NATIVE_FAILURE)
                .run(List.of(subjects), repeats, ProgressListener.none());
    }

    private RepeatedRun.Subject subject(String name, String... more) {
        return new RepeatedRun.Subject(
                name,
                more.length == 0
                        ? List.of(log().toString(), name)
                        : List.of(log().toString(), name, more[0]));
    }

    private Path log() {
        return folder.resolve("log.txt");
    }
}
