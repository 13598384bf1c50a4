package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.tensorrt.TensorRtLog.Severity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildStateTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream events = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private List<BuildEvent> said() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(EventLines::event)
                .map(Optional::orElseThrow)
                .toList();
    }

    private BuildEvent.Beat lastBeat(BuildState state) {
        state.beat();
        List<BuildEvent> all = said();
        return (BuildEvent.Beat) all.get(all.size() - 1);
    }

    @Test
    void phases_follow_from_what_tensorrt_says() {
        BuildState state = new BuildState(events, false);
        assertThat(lastBeat(state).phase()).isEqualTo(BuildPhase.STARTING);
        state.reached(BuildPhase.BUILDING);
        state.line(Severity.INFO, "Starting Calibration.");
        assertThat(lastBeat(state).phase()).isEqualTo(BuildPhase.CALIBRATING);
        state.calibrated(3, 20);
        assertThat(lastBeat(state))
                .extracting(BuildEvent.Beat::phase, BuildEvent.Beat::done, BuildEvent.Beat::total)
                .containsExactly(BuildPhase.CALIBRATING, 3L, 20L);
        state.line(Severity.INFO, "Post Processing Calibration data in 0.02 seconds.");
        assertThat(lastBeat(state))
                .extracting(BuildEvent.Beat::phase, BuildEvent.Beat::done)
                .containsExactly(BuildPhase.BUILDING, 0L);
    }

    @Test
    void tactics_are_counted_and_their_lines_are_not_passed_on() {
        BuildState state = new BuildState(events, false);
        state.line(Severity.VERBOSE, "Tactic Name: sm90_xmma_fprop Tactic: 0x00000000000003e8 Time: 0.0123");
        state.line(Severity.VERBOSE, "Tactic: 0x0000000000000001 Time: 0.5");
        state.line(Severity.VERBOSE, "Fastest Tactic: 0x0000000000000001");
        assertThat(lastBeat(state).tactics()).isEqualTo(2);
        assertThat(said()).hasOnlyElementsOfType(BuildEvent.Beat.class);
    }

    @Test
    void with_verbose_every_line_is_passed_on() {
        BuildState state = new BuildState(events, true);
        state.line(Severity.VERBOSE, "a");
        state.line(Severity.WARNING, "b");
        assertThat(said())
                .containsExactly(
                        new BuildEvent.Said(Severity.VERBOSE, "a"), new BuildEvent.Said(Severity.WARNING, "b"));
    }

    @Test
    void every_event_survives_its_line() {
        List<BuildEvent> all = List.of(
                new BuildEvent.Beat(BuildPhase.CALIBRATING, 1, 2, 3, 4.5),
                new BuildEvent.Said(Severity.ERROR, "line\nof \"two\" {lines}"),
                new BuildEvent.Failed(Optional.of(FailureKind.UNSUPPORTED), "what", "do"),
                new BuildEvent.Failed(Optional.empty(), "bug", ""),
                new BuildEvent.Built(new BuiltEngine(
                        Manifests.HOPPER,
                        List.of(new TensorFace("images", true, "kFLOAT", List.of(-1L, 3L))),
                        5,
                        Optional.of("ab"),
                        true,
                        7,
                        List.of("a.jpg: why"),
                        8.5)));
        for (BuildEvent event : all) {
            String line = EventLines.line(event);
            assertThat(line).doesNotContain("\n");
            assertThat(EventLines.event(line)).contains(event);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{", "{}", "{\"event\":\"other\"}", "{\"event\":\"beat\"}", "[1]"})
    void what_is_no_event_is_none(String line) {
        assertThat(EventLines.event(line)).isEmpty();
    }
}
