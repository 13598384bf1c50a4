package dev.octet.runner.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.runner.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithoutNmsTest {

    private static final InputSize INPUT = new InputSize(64, 64);

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void a_model_with_an_nms_is_cut_at_the_grid_and_read_as_a_grid(int classes) {
        WithoutNms part = WithoutNms.of(
                        TinyNetworks.efficientNms(64, classes, 8, 16, 32).build())
                .orElseThrow();
        OnnxModel cut = part.model();
        assertThat(cut.graph().outputs()).extracting(ValueSpec::name).containsExactly("grid");
        assertThat(part.grid()).isEqualTo("grid");
        assertThat(part.left()).startsWith("EfficientNMS_TRT ");
        assertThat(cut.graph().nodes()).noneMatch(node -> node.opType().endsWith("_TRT"));
        DetectionHead head =
                DetectionHeads.of(cut.graph(), INPUT, HeadChoice.automatic()).orElseThrow();
        assertThat(head.name()).isEqualTo(part.head());
        assertThat(head.classes()).isEqualTo(classes);
    }

    @Test
    void a_model_without_an_nms_is_left_alone() {
        assertThat(WithoutNms.of(TinyNetworks.grid(64, 4, 8, 16, 32).build())).isEmpty();
    }
}
