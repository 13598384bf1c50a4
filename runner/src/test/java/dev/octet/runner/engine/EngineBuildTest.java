package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a build, whatever becomes of its process. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class EngineBuildTest {

    private static final ChildJvm JVM = ChildJvm.likeThis(FakeBuilder.class.getName());

    @TempDir
    private Path folder;

    private final List<BuildEvent.Beat> beats = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private final BuildListener listener = new BuildListener() {
        @Override
        public void beat(BuildEvent.Beat beat) {
            beats.add(beat);
        }

        @Override
        public void said(String line) {
            lines.add(line);
        }
    };

    private Path engine() {
        return folder.resolve("model.engine");
    }

    private static BuildRequest request(String what, Optional<Path> timingCache, boolean layers) {
        return new BuildRequest(
                Path.of("/models", what),
                "ab".repeat(32),
                BuildSettings.of(EnginePrecision.INT8),
                false,
                List.of(),
                Optional.of(new CalibrationInput(
                        CalibratorChoice.OCTET_MSE, Map.of("images", 0.5f), Optional.empty(), Optional.empty(), 1)),
                timingCache,
                Optional.empty(),
                layers,
                false);
    }

    private EngineBuild build(String what) {
        return new EngineBuild(engine(), request(what, Optional.empty(), false), Optional.empty());
    }

    private ToolkitException failure(String what) {
        try {
            build(what).run(JVM, listener);
        } catch (ToolkitException e) {
            return e;
        }
        throw new AssertionError(what + " did not fail");
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void an_engine_is_written_with_its_manifest_and_what_was_asked_for() throws IOException {
        Path times = folder.resolve("times");
        Path layers = folder.resolve("layers.json");
        EngineBuild build = new EngineBuild(engine(), request("good", Optional.of(times), true), Optional.of(layers));
        assertThat(build.lastSeconds()).isEmpty();
        EngineBuild.Outcome outcome = build.run(JVM, listener);

        assertThat(engine()).hasContent("the plan");
        assertThat(times).hasContent("times");
        assertThat(layers).hasContent("{\"Layers\": []}");
        assertThat(EngineCheck.require(engine(), false)).contains(outcome.manifest());
        assertThat(outcome.manifest())
                .extracting(EngineManifest::plan, EngineManifest::layers, EngineManifest::buildSeconds)
                .containsExactly(Sha256.of("the plan"), 7, 12.5);
        assertThat(outcome.manifest().calibration())
                .contains(new EngineManifest.Ranges(CalibratorChoice.OCTET_MSE, "ef".repeat(32)));
        assertThat(outcome.manifest().model()).isEqualTo(new EngineManifest.Source("good", "ab".repeat(32), false));
        assertThat(build.lastSeconds()).hasValue(12.5);
        assertThat(beats).extracting(BuildEvent.Beat::phase).containsExactly(BuildPhase.PARSING, BuildPhase.BUILDING);
        assertThat(lines).containsExactly("native code prints what it likes");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder(
                            "model.engine", "model.engine.json", "model.engine.builds.json", "times", "layers.json");
        }
    }

    @Test
    void other_settings_are_another_kind_of_build() {
        build("good").run(JVM, listener);
        BuildRequest other = new BuildRequest(
                Path.of("/models/good"),
                "ab".repeat(32),
                BuildSettings.of(EnginePrecision.FP16),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
        assertThat(new EngineBuild(engine(), other, Optional.empty()).lastSeconds())
                .isEmpty();
    }

    @Test
    void a_process_that_is_killed_is_taken_for_one_that_had_no_memory() throws IOException {
        ToolkitException failure = failure("killed");
        assertThat(failure.kind()).isEqualTo(FailureKind.OUT_OF_RESOURCES);
        assertThat(failure.getMessage())
                .matches("The process that builds the engine of /models/killed died of signal 9 \\(SIGKILL\\) while"
                        + " parsing, \\d+\\.\\d s after its start\\. The last that it said:\n    info: about to die");
        assertThat(failure.remedy())
                .isEqualTo(
                        "Linux kills so when memory runs out: free some, or lower --workspace, the batch or the input"
                                + " size.");
        assertNothingIsLeft();
    }

    @Test
    void an_abort_is_a_result_with_the_place_in_native_code() throws IOException {
        ToolkitException failure = failure("aborted");
        assertThat(failure.kind()).isEqualTo(FailureKind.NATIVE_FAILURE);
        assertThat(failure.getMessage())
                .startsWith("The process that builds the engine of /models/aborted died of signal 6 (SIGABRT) while"
                        + " building, ")
                .contains("\n    terminate called without an active exception");
        assertThat(failure.remedy())
                .isEqualTo(
                        "Run it again with -v for all that TensorRT says; another --optimization-level, --precision or"
                                + " --workspace may get around it.");
        assertNothingIsLeft();
    }

    @Test
    void an_exit_without_a_result_shows_the_last_twenty_lines() throws IOException {
        ToolkitException failure = failure("garbage");
        assertThat(failure.kind()).isEqualTo(FailureKind.NATIVE_FAILURE);
        List<String> message = failure.getMessage().lines().toList();
        assertThat(message).hasSize(21);
        assertThat(message.get(0))
                .matches(
                        "The process that builds the engine of /models/garbage ended with exit code 3 and no result while"
                                + " parsing, \\d+\\.\\d s after its start\\. The last that it said:");
        assertThat(message.get(1)).isEqualTo("    {garbage 10");
        assertThat(message.get(20)).isEqualTo("    {garbage 29");
        assertNothingIsLeft();
    }

    @Test
    void a_good_end_without_an_engine_is_none() {
        assertThat(failure("silent").getMessage())
                .matches(
                        "The process that builds the engine of /models/silent ended with exit code 0 and no result while"
                                + " parsing, \\d+\\.\\d s after its start\\. It said nothing\\.");
    }

    @Test
    void memory_that_ran_out_on_the_gpu_is_told_from_the_log() {
        ToolkitException failure = failure("out of gpu memory");
        assertThat(failure.kind()).isEqualTo(FailureKind.OUT_OF_RESOURCES);
        assertThat(failure.getMessage()).endsWith("\n    error: Cuda error: out of memory");
        assertThat(failure.remedy())
                .isEqualTo(
                        "Free memory of the GPU and of this machine, or lower --workspace, the batch or the input size.");
    }

    @Test
    void a_java_heap_that_is_full_is_said() {
        ToolkitException failure = failure("heap full");
        assertThat(failure.kind()).isEqualTo(FailureKind.OUT_OF_RESOURCES);
        assertThat(failure.getMessage()).matches("The Java heap of the process that builds is full \\(\\d+ MiB\\)\\.");
        assertThat(failure.remedy()).isEqualTo("Give it more with OCTET_JAVA_OPTS=-Xmx4g.");
    }

    @Test
    void what_the_process_refuses_is_thrown_as_it_is() throws IOException {
        ToolkitException failure = failure("refused");
        assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
        assertThat(failure).hasMessage("What it is.");
        assertThat(failure.remedy()).isEqualTo("What to do.");
        assertNothingIsLeft();
    }

    @Test
    void a_bug_of_the_process_is_a_bug() {
        assertThatThrownBy(() -> build("bug").run(JVM, listener))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("in the process that builds: java.lang.IllegalStateException: no such thing");
    }

    @Test
    void a_process_that_was_asked_to_stop_was_interrupted() {
        ToolkitException failure = failure("stopped");
        assertThat(failure.kind()).isEqualTo(FailureKind.INTERRUPTED);
        assertThat(failure).hasMessage("The process that builds the engine of /models/stopped was stopped.");
    }

    @Test
    void interrupting_a_build_ends_its_process_and_leaves_nothing() throws Exception {
        Files.writeString(engine(), "old");
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                build("hangs").run(JVM, listener);
            } catch (Throwable e) {
                end.complete(e);
            }
        });
        thread.start();
        long pid = awaitPid();
        thread.interrupt();
        assertThat(end.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERRUPTED));
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(engine());
        }
        assertThat(engine()).hasContent("old");
    }

    private long awaitPid() throws InterruptedException {
        while (true) {
            for (String line : lines) {
                if (line.startsWith("pid ")) {
                    return Long.parseLong(line.substring(4));
                }
            }
            Thread.sleep(20);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130", "KILL,137"})
    void whatever_ends_the_parent_ends_the_build_and_leaves_nothing(String signal, int exitCode) throws Exception {
        Files.writeString(engine(), "old");
        ChildJvm parent = ChildJvm.likeThis(FakeParent.class.getName());
        Process process = new ProcessBuilder(parent.command(folder.resolve("crash.log"), engine().toString()))
                .redirectErrorStream(true)
                .start();
        try {
            BufferedReader said = process.inputReader();
            String line = said.readLine();
            while (!line.startsWith("pid ")) {
                line = said.readLine();
            }
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(line.substring(4))).orElseThrow();
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(exitCode);
            child.onExit().get(30, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(engine());
            }
            assertThat(engine()).hasContent("old");
        } finally {
            process.destroyForcibly();
        }
    }
}
