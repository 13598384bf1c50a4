package dev.octet.runner.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.search.OutputError;
import dev.octet.runner.TinyNetworks;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectionDefaultsTest {

    private static final DetectionSettings OF_MODEL =
            new DetectionSettings(0.3, 0.5, 900, 90, true, Labels.BEST_CLASS, false);

    private final DetectionHead grid =
            DetectorFace.of(TinyNetworks.grid(64, 4, 8, 16, 32).build()).requireHead();
    private final DetectionHead suppressed =
            SuppressedHead.ofGraph(OF_MODEL, "output", 4, OutputError.relativeSquares(), List.of());

    @Test
    void a_grid_is_read_as_the_official_detect_does() {
        assertThat(DetectionDefaults.settings(grid, Optional.empty(), Optional.empty()))
                .isEqualTo(new DetectionSettings(0.25, 0.45, 30_000, 300, true, Labels.BEST_CLASS, false));
        assertThat(DetectionDefaults.settings(grid, Optional.of(0.1), Optional.of(0.9)))
                .isEqualTo(new DetectionSettings(0.1, 0.9, 30_000, 300, true, Labels.BEST_CLASS, false));
    }

    @Test
    void the_attributes_of_tensorrts_nms_are_kept_where_nothing_is_given() {
        DetectionHead head = DetectorFace.of(
                        TinyNetworks.efficientNms(64, 4, 8, 16, 32).build())
                .requireHead();
        DetectionSettings settings = DetectionDefaults.settings(head, Optional.empty(), Optional.of(0.2));
        assertThat((float) settings.confidence()).isEqualTo(0.35f);
        assertThat(settings.iou()).isEqualTo(0.2);
        assertThat(settings.maxDetections()).isEqualTo(50);
    }

    @Test
    void what_the_models_own_nms_has_decided_cannot_be_changed() {
        assertThat(DetectionDefaults.settings(suppressed, Optional.empty(), Optional.empty()))
                .isEqualTo(OF_MODEL);
        assertThat(DetectionDefaults.settings(suppressed, Optional.of(0.6), Optional.empty())
                        .confidence())
                .isEqualTo(0.6);
        assertThatThrownBy(() -> DetectionDefaults.settings(suppressed, Optional.empty(), Optional.of(0.4)))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.USAGE);
                    assertThat(e.remedy()).isEqualTo("Leave --iou out, or export the model without NMS.");
                })
                .hasMessage("--iou was given, but the model has run its own NMS, with IoU 0.5.");
        assertThatThrownBy(() -> DetectionDefaults.settings(suppressed, Optional.of(0.2), Optional.empty()))
                .hasMessage("--confidence is 0.2, but the model's own NMS keeps only what scores above 0.3.");
    }

    @Test
    void the_rows_of_an_nms_are_told_apart_by_their_image() {
        float[] rows = {
            1, 10, 10, 20, 20, 3, 0.9f,
            0, 1, 1, 2, 2, 2, 0.8f,
            1, 5, 5, 6, 6, 1, 0.7f
        };
        Candidates candidates = new Candidates();
        FloatBuffer second = suppressed.ofImage(FloatBuffer.wrap(rows), 1, 3);
        suppressed.decode(Map.of("output", second), OF_MODEL, candidates);
        assertThat(candidates.size()).isEqualTo(2);
        assertThat(candidates.classIndex(0)).isEqualTo(3);
        assertThat(candidates.classIndex(1)).isEqualTo(1);
        assertThat(suppressed.ofImage(FloatBuffer.wrap(rows), 2, 3).limit()).isZero();
        assertThat(suppressed.ofImage(FloatBuffer.wrap(rows), 0, 3).get(6)).isEqualTo(0.8f);
    }
}
