package dev.octet.bindings.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostTensorTest {

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"UINT16", "UINT32", "UINT64", "STRING"},
            mode = EnumSource.Mode.EXCLUDE)
    void every_type_that_the_runtime_takes_has_a_view(ElementType type) {
        try (HostTensor tensor = HostTensor.allocate(type, 2, 3)) {
            assertThat(tensor.tensor().getInfo().getShape()).containsExactly(2, 3);
            assertThat(ElementType.of(tensor.tensor().getInfo().onnxType)).isEqualTo(type);
            assertThat(tensor.elementCount()).isEqualTo(6);
            assertThat(tensor.bytes().capacity()).isEqualTo(6 * type.bytes());
        }
    }

    @Test
    void heap_buffer_is_refused_because_it_would_be_copied() {
        assertThatThrownBy(() -> HostTensor.over(FloatBuffer.allocate(4), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("buffer must be direct, writable and in native byte order");
    }

    @Test
    void wrong_count_names_both_numbers() {
        assertThatThrownBy(() -> HostTensor.copyOf(new float[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, 3] has 6 elements, values has 5");
    }

    @Test
    void tensor_of_2_gib_is_refused() {
        assertThatThrownBy(() -> HostTensor.allocate(ElementType.FLOAT, 1 << 20, 1 << 9))
                .isInstanceOf(ToolkitException.class)
                .hasMessage(
                        "A tensor of shape [1048576, 512] and type FLOAT is over the limit of 2 GiB for one tensor.");
    }

    @Test
    void longs_are_read_back() {
        try (HostTensor tensor = HostTensor.allocate(ElementType.INT64, 2)) {
            tensor.longs().put(1, 42);
            assertThat(tensor.longs().get(1)).isEqualTo(42);
            assertThatThrownBy(tensor::floats).hasMessage("HostTensor is of type INT64, not FLOAT");
        }
    }

    @Test
    void use_after_close_names_the_type() {
        HostTensor tensor = HostTensor.allocate(ElementType.FLOAT, 2);
        tensor.tensor();
        tensor.close();
        tensor.close();
        assertThatThrownBy(tensor::floats)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("HostTensor is closed");
    }
}
