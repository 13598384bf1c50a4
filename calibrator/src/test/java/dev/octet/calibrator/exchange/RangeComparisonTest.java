package dev.octet.calibrator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.scheme.ActivationRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeComparisonTest {

    @ParameterizedTest
    @CsvSource({
        "0, 6, 0, 6, 1",
        "0, 6, 0, 3, 2",
        "-1, 1, -4, 4, 4",
        "-1, 3, 0, 3, 1.3333333333333333",
        "0, 6, -6, 0, Infinity",
        "2, 6, 0, 6, 1",
        "0, 0, 0, 0, 1",
        "0, 0, 0, 1, Infinity"
    })
    void ratio_is_what_either_covers_over_what_both_cover(float a, float b, float c, float d, double ratio) {
        ActivationRange first = new ActivationRange(a, b);
        ActivationRange second = new ActivationRange(c, d);
        assertThat(new RangeDifference("x", first, second).ratio()).isEqualTo(ratio);
        assertThat(new RangeDifference("x", second, first).ratio()).isEqualTo(ratio);
    }

    @Test
    void worst_comes_first_and_names_of_one_side_are_listed() {
        Map<String, ActivationRange> first = ranges(Map.of("same", 1f, "twice", 2f, "thrice", 9f, "also", 2f, "a", 1f));
        Map<String, ActivationRange> second =
                ranges(Map.of("same", 1f, "twice", 4f, "thrice", 3f, "also", 1f, "b", 1f));
        RangeComparison comparison = RangeComparison.of(first, second);
        assertThat(comparison.differences())
                .extracting(RangeDifference::tensor)
                .containsExactly("thrice", "also", "twice", "same");
        assertThat(comparison.onlyInFirst()).containsExactly("a");
        assertThat(comparison.onlyInSecond()).containsExactly("b");
    }

    @Test
    void tensors_are_renamed_in_place() {
        Map<String, Integer> byName = new LinkedHashMap<>();
        byName.put("a=b", 1);
        byName.put("c: d", 2);
        byName.put("e", 3);
        Renames renames = Renames.parse(List.of("a=b=x=y", "c: d=e", "e=c: d"), byName.keySet());
        assertThat(renames.apply(byName)).containsExactly(entry("x=y", 1), entry("e", 2), entry("c: d", 3));
        assertThat(Renames.none().apply(byName)).isEqualTo(byName);
    }

    @Test
    void renames_that_cannot_be_are_refused() {
        Map<String, Integer> byName = Map.of("a", 1, "b", 2);
        refused(() -> Renames.parse(List.of("a"), byName.keySet()), "Rename 'a' has no equals sign.", "Write OLD=NEW.");
        refused(
                () -> Renames.parse(List.of("c=d=e"), byName.keySet()),
                "There is no tensor 'c' to rename.",
                "'octet table show' lists the tensors of a file.");
        refused(
                () -> Renames.parse(List.of("a=c", "a=d"), byName.keySet()),
                "Tensor 'a' is renamed twice.",
                "Give each tensor one new name.");
        refused(
                () -> Renames.parse(List.of("a=b"), byName.keySet()).apply(byName),
                "Two tensors would be named 'b'.",
                "Choose another name, or rename the other tensor, too.");
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String what, String remedy) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.USAGE);
                    assertThat(e.remedy()).isEqualTo(remedy);
                })
                .hasMessage(what);
    }

    private static Map<String, ActivationRange> ranges(Map<String, Float> magnitudes) {
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        magnitudes.forEach((name, magnitude) -> ranges.put(name, ActivationRange.symmetric(magnitude)));
        return ranges;
    }
}
