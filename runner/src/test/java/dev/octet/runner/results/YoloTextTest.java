package dev.octet.runner.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.detect.Detection;
import dev.octet.runner.pipeline.FoundInImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class YoloTextTest {

    @Test
    void a_line_is_class_centre_size_and_confidence_in_parts_of_the_photo() {
        FoundInImage found = new FoundInImage(
                0,
                400,
                300,
                List.of(
                        new Detection(100, 30, 300, 90, 0.87654321, 16),
                        new Detection(0, 0, 400, 300, 1, 0),
                        new Detection(399, 299, 400, 300, 0.25, 2)));
        assertThat(YoloText.of(found)).isEqualTo("""
                16 0.5 0.2 0.5 0.2 0.876543
                0 0.5 0.5 1 1 1
                2 0.99875 0.998333 0.0025 0.00333333 0.25
                """);
    }

    @Test
    void nothing_found_is_an_empty_file() {
        assertThat(YoloText.of(new FoundInImage(0, 1, 1, List.of()))).isEmpty();
    }
}
