package dev.octet.runner.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassColoursTest {

    @ParameterizedTest(name = "{0} classes are {1} apart")
    @CsvSource({"2, 150", "5, 85", "10, 45", "80, 10"})
    void colours_stay_apart(int classes, double distance) {
        ClassColours colours = ClassColours.of(classes);
        for (int a = 0; a < classes; a++) {
            for (int b = 0; b < a; b++) {
                assertThat(ClassColours.distance(colours.colour(a), colours.colour(b)))
                        .as(a + " and " + b)
                        .isGreaterThan(distance);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "80", "1000"})
    void text_can_be_read_on_every_colour(int classes) {
        ClassColours colours = ClassColours.of(classes);
        for (int c = 0; c < classes; c++) {
            assertThat(ClassColours.ink(colours.colour(c)).contrast(colours.colour(c)))
                    .as("class " + c)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }
}
