package dev.octet.runner.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.search.FloatScore;
import dev.octet.calibrator.search.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TunePointTest {

    @Test
    void each_point_has_the_nodes_of_the_one_before() {
        List<TunePoint> points = TunePoint.along(found(0.5, 0.3, 0.2), 8);
        assertThat(points).hasSize(4);
        assertThat(points.get(0)).isEqualTo(new TunePoint(Set.of(), 0, 1));
        assertThat(points.get(3)).isEqualTo(new TunePoint(Set.of("n0", "n1", "n2"), 30, 0.2));
    }

    @Test
    void steps_that_bring_little_are_left_out_but_never_the_ends() {
        List<TunePoint> points = TunePoint.along(found(0.5, 0.49, 0.2, 0.1), 4);
        assertThat(points).extracting(TunePoint::error).containsExactly(1.0, 0.49, 0.2, 0.1);
        assertThat(TunePoint.along(found(0.5, 0.49, 0.2, 0.1), 2))
                .extracting(TunePoint::error)
                .containsExactly(1.0, 0.1);
    }

    @Test
    void search_without_a_step_gives_one_point() {
        assertThat(TunePoint.along(found(), 8)).containsExactly(new TunePoint(Set.of(), 0, 1));
    }

    private static SearchResult found(double... errors) {
        List<FloatScore> steps = new ArrayList<>();
        double before = 1;
        for (int i = 0; i < errors.length; i++) {
            steps.add(new FloatScore("t" + i, Set.of("n" + i), 10, before, errors[i], true));
            steps.add(new FloatScore("u" + i, Set.of("m" + i), 10, errors[i], errors[i], false));
            before = errors[i];
        }
        return new SearchResult(
                Map.of(), Map.of(), Set.of(), List.of(), List.of(), steps, "mse", 0, 1, before, 0, 4, 100);
    }
}
