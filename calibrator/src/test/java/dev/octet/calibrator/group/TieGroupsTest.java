package dev.octet.calibrator.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.model.Graph;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TieGroupsTest {

    private final Graph graph = TinyDetector.model().graph();

    @Test
    void concat_and_pool_tie_what_they_read_and_write() {
        TieGroup group = TieGroups.of(graph, node -> true).of("joined");
        assertThat(group.tensors()).containsExactlyInAnyOrder("stem_silu", "sum", "pooled", "joined");
        assertThat(group.makers()).containsExactlyInAnyOrder("stem_silu", "sum");
    }

    @Test
    void a_tensor_that_nothing_copies_is_alone() {
        TieGroup group = TieGroups.of(graph, node -> true).of("neck");
        assertThat(group.tensors()).containsExactly("neck");
        assertThat(group.makers()).containsExactly("neck");
    }

    @Test
    void a_split_concat_ties_nothing_and_its_range_is_still_that_of_all_it_joins() {
        String concat = graph.producer("joined").orElseThrow().name();
        TieGroups groups = TieGroups.of(graph, node -> true, Set.of(concat));
        assertThat(groups.of("joined").tensors()).containsExactly("joined");
        assertThat(groups.of("joined").makers()).containsExactlyInAnyOrder("stem_silu", "sum");
        assertThat(groups.of("stem_silu").tensors()).containsExactly("stem_silu");
        assertThat(groups.of("pooled").makers()).containsExactly("sum");
    }

    @Test
    void copies_outside_the_body_tie_nothing() {
        assertThat(TieGroups.of(graph, node -> false).tied()).isEmpty();
    }
}
