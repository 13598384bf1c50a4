package dev.octet.bindings.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandTextTest {

    @Test
    void program_that_ends_says_all_it_prints() {
        assertThat(CommandText.of("sh", "-c", "echo one; echo two >&2")).contains("one\ntwo\n");
    }

    @Test
    void program_that_fails_or_is_not_there_says_nothing() {
        assertThat(CommandText.of("sh", "-c", "echo one; exit 3")).isEmpty();
        assertThat(CommandText.of("no-such-program")).isEmpty();
        assertThat(CommandText.firstLineOf("no-such-program")).isEmpty();
        assertThat(CommandText.firstLineOf("sh", "-c", "exit 0")).isEmpty();
    }

    @Test
    void program_that_goes_on_printing_says_its_first_line() {
        assertThat(CommandText.firstLineOf("sh", "-c", "while echo again; do sleep 0.1; done"))
                .contains("again");
    }
}
