package dev.octet.bindings.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HostTensorTest {

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
        tensor.floats();
        tensor.close();
        tensor.close();
        assertThatThrownBy(tensor::floats)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("HostTensor is closed");
    }

    @Test
    void a_view_is_made_once_and_closed_with_the_tensor() {
        List<String> events = new ArrayList<>();
        HostTensor tensor = HostTensor.allocate(ElementType.FLOAT, 1);
        Function<HostTensor, View> maker = made -> {
            events.add("made");
            return () -> events.add("closed");
        };
        assertThat(tensor.view(View.class, maker)).isSameAs(tensor.view(View.class, maker));
        assertThatThrownBy(() -> tensor.view(InputStream.class, made -> InputStream.nullInputStream()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("HostTensor FLOAT[1] is used by another library");
        tensor.close();
        tensor.close();
        assertThat(events).containsExactly("made", "closed");
        assertThatThrownBy(() -> tensor.view(View.class, maker)).hasMessage("HostTensor is closed");
    }

    private interface View extends AutoCloseable {
        @Override
        void close();
    }
}
