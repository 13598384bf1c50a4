package dev.octet.calibrator.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClosestNameTest {

    @Test
    void fewest_changed_characters_win() {
        assertThat(ClosestName.to("Conv_12", List.of("Conv_21", "Conv_2", "Conv_125")))
                .isEqualTo("Conv_2");
        assertThat(ClosestName.to("colour", List.of("pad", "color"))).isEqualTo("color");
    }

    @Test
    void the_first_of_several_as_close_wins() {
        assertThat(ClosestName.to("ab", List.of("ax", "ay"))).isEqualTo("ax");
    }

    @Test
    void without_names_there_is_no_suggestion() {
        assertThat(ClosestName.suggestion("x", List.of())).isEmpty();
        assertThat(ClosestName.suggestion("x", List.of("y"))).isEqualTo(" (did you mean y?)");
    }
}
