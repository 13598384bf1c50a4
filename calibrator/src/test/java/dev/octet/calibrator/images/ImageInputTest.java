package dev.octet.calibrator.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** Two pixels beside each other: red 1 and 2, green 3 and 4, blue 250 and 255. */
class ImageInputTest {

    private final FloatBuffer planes = FloatBuffer.wrap(new float[] {1, 2, 3, 4, 250, 255});

    @Test
    void planes_stay_planes() {
        ImageInput input = ImageInput.planes("images");
        FloatTensor tensor = tensor(input);
        assertThat(input.isPlanes()).isTrue();
        assertThat(tensor.shape()).isEqualTo(TensorShape.of(1, 3, 1, 2));
        assertThat(tensor.values().array()).containsExactly(1, 2, 3, 4, 250, 255);
    }

    @Test
    void pixels_come_one_after_the_other() {
        FloatTensor tensor = tensor(new ImageInput("images", Axes.CHANNELS_LAST, false));
        assertThat(tensor.shape()).isEqualTo(TensorShape.of(1, 1, 2, 3));
        assertThat(tensor.values().array()).containsExactly(1, 3, 250, 2, 4, 255);
    }

    @Test
    void bytes_reach_the_runtime_as_bytes() {
        try (HostTensor tensor = HostTensors.of(tensor(new ImageInput("images", Axes.CHANNELS_LAST, true)))) {
            assertThat(tensor.type()).isEqualTo(ElementType.UINT8);
            assertThat(tensor.shape()).containsExactly(1, 1, 2, 3);
            ByteBuffer bytes = tensor.bytes();
            assertThat(new int[] {bytes.get(0), bytes.get(1), bytes.get(2) & 0xff, bytes.get(5) & 0xff})
                    .containsExactly(1, 3, 250, 255);
        }
    }

    private FloatTensor tensor(ImageInput input) {
        return input.tensor(planes, 2, 1, FloatBuffer.allocate(6));
    }
}
