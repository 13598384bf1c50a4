package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void without_a_terminal_there_are_two_lines_in_a_short_run() {
        ProgressBar bar = new ProgressBar("calibrate", stream, false);
        for (int done = 1; done <= 1000; done++) {
            bar.advanced(done, 1000);
        }
        assertThat(text()).matches("calibrate 1/1000, \\d+\\.\\d s\ncalibrate 1000/1000, \\d+\\.\\d s\n");
    }

    @Test
    void a_terminal_is_redrawn_at_most_ten_times_a_second() {
        long start = System.nanoTime();
        ProgressBar bar = new ProgressBar("calibrate", stream, true);
        for (int done = 1; done <= 1_000_000; done++) {
            bar.advanced(done, 1_000_000);
        }
        long tenths = (System.nanoTime() - start) / 100_000_000L;
        assertThat(text().chars().filter(c -> c == '\r').count()).isLessThanOrEqualTo(tenths + 2);
        assertThat(text()).endsWith(" s\n").contains("[" + "#".repeat(30) + "] calibrate 1000000/1000000");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
