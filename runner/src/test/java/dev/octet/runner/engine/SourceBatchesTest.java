package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceBatchesTest {

    private final List<String> progress = new ArrayList<>();

    private SourceBatches batches(int items, int batch, boolean asBytes) {
        List<Map<String, FloatTensor>> samples = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            samples.add(Map.of(
                    "images",
                    new FloatTensor(TensorShape.of(1, 2), FloatBuffer.wrap(new float[] {i, 200 + i}), asBytes)));
        }
        CalibrationSource source =
                CalibrationSource.of("numbers", samples, items).inBatchesOf(batch);
        return new SourceBatches(
                source,
                batch,
                Map.of("images", List.of((long) batch, 2L)),
                Map.of("images", asBytes),
                (done, total) -> progress.add(done + "/" + total));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Test
    void whole_batches_are_given_in_order_and_the_rest_is_not() {
        SourceBatches batches = batches(5, 2, false);
        assertThat(batches.batchSize()).isEqualTo(2);
        assertThat(batches.inputBytes()).containsExactly(Map.entry("images", 16));
        ByteBuffer into = buffer(16);
        assertThat(batches.next(Map.of("images", into))).isTrue();
        assertThat(floats(into)).containsExactly(0, 200, 1, 201);
        assertThat(batches.next(Map.of("images", into))).isTrue();
        assertThat(floats(into)).containsExactly(2, 202, 3, 203);
        assertThat(batches.next(Map.of("images", into))).isFalse();
        assertThat(progress).containsExactly("1/2", "2/2");
    }

    private static float[] floats(ByteBuffer buffer) {
        float[] values = new float[buffer.capacity() / Float.BYTES];
        buffer.asFloatBuffer().get(values);
        return values;
    }

    @Test
    void inputs_of_bytes_get_bytes() {
        SourceBatches batches = batches(2, 2, true);
        assertThat(batches.inputBytes()).containsExactly(Map.entry("images", 4));
        ByteBuffer into = buffer(4);
        assertThat(batches.next(Map.of("images", into))).isTrue();
        byte[] given = new byte[4];
        into.get(given);
        assertThat(given).containsExactly(0, 200, 1, 201);
    }

    @Test
    void fewer_images_than_a_batch_are_refused() {
        assertThatThrownBy(() -> batches(3, 4, false))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT);
                    assertThat(e.remedy())
                            .isEqualTo("Give more images, or make the engine for a smaller batch with --opt-shapes.");
                })
                .hasMessage("There are 3 images, not enough for one batch of 4.");
    }

    @Test
    void data_of_another_shape_are_refused() {
        CalibrationSource source =
                CalibrationSource.of("numbers", List.of(Map.of("images", FloatTensor.of(new float[3], 1, 3))), 1);
        SourceBatches batches =
                new SourceBatches(source, 1, Map.of("images", List.of(1L, 2L)), Map.of(), ProgressListener.none());
        assertThatThrownBy(() -> batches.next(Map.of("images", buffer(8))))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("The calibration data give input 'images' the shape [1,3], the engine is made for [1, 2].");
    }
}
