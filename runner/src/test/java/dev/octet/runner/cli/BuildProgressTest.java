package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.engine.BuildEvent;
import dev.octet.runner.engine.BuildPhase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BuildProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream talk = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private static BuildEvent.Beat beat(BuildPhase phase, long done, long tactics, double seconds) {
        return new BuildEvent.Beat(phase, done, done == 0 ? 0 : 20, tactics, seconds);
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void phase_batches_tactics_time_and_the_last_time_are_shown() {
        assertThat(BuildProgress.text(beat(BuildPhase.PARSING, 0, 0, 0.25), OptionalDouble.empty()))
                .isEqualTo("build: parsing, 0.3 s");
        assertThat(BuildProgress.text(beat(BuildPhase.CALIBRATING, 3, 0, 12), OptionalDouble.empty()))
                .isEqualTo("build: calibrating, batch 3 of 20, 12.0 s");
        assertThat(BuildProgress.text(beat(BuildPhase.BUILDING, 0, 12345, 45.1), OptionalDouble.of(93)))
                .isEqualTo("build: building, 12,345 tactics timed, 45.1 s (last time 93.0 s)");
    }

    @Test
    void without_a_terminal_each_phase_has_a_line() {
        BuildProgress progress = new BuildProgress(talk, false, false, false, OptionalDouble.empty());
        progress.beat(beat(BuildPhase.PARSING, 0, 0, 1));
        progress.beat(beat(BuildPhase.PARSING, 0, 0, 2));
        progress.beat(beat(BuildPhase.BUILDING, 0, 0, 3));
        progress.said("a line of the log");
        progress.end();
        assertThat(said()).isEqualTo("build: parsing, 1.0 s\nbuild: building, 3.0 s\n");
    }

    @Test
    void on_a_terminal_one_line_is_redrawn_and_ended() {
        BuildProgress progress = new BuildProgress(talk, true, false, false, OptionalDouble.empty());
        progress.beat(beat(BuildPhase.BUILDING, 0, 100, 10));
        progress.beat(beat(BuildPhase.SERIALISING, 0, 0, 11));
        progress.end();
        assertThat(said())
                .isEqualTo("\rbuild: building, 100 tactics timed, 10.0 s" + " ".repeat(36)
                        + "\rbuild: serialising, 11.0 s" + " ".repeat(52) + "\n");
    }

    @Test
    void quiet_shows_nothing_and_verbose_shows_what_tensorrt_says() {
        BuildProgress quiet = new BuildProgress(talk, true, true, true, OptionalDouble.empty());
        quiet.beat(beat(BuildPhase.BUILDING, 0, 0, 1));
        quiet.end();
        assertThat(said()).isEmpty();
        new BuildProgress(talk, false, false, true, OptionalDouble.empty()).said("info: so");
        assertThat(said()).isEqualTo("info: so\n");
    }
}
