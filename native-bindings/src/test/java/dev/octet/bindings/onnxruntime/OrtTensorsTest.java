package dev.octet.bindings.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrtTensorsTest {

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"UINT16", "UINT32", "UINT64", "STRING"},
            mode = EnumSource.Mode.EXCLUDE)
    void every_type_that_the_runtime_takes_has_a_view(ElementType type) {
        try (HostTensor tensor = HostTensor.allocate(type, 2, 3)) {
            assertThat(OrtTensors.of(tensor).getInfo().getShape()).containsExactly(2, 3);
            assertThat(OrtTensors.type(OrtTensors.of(tensor).getInfo().onnxType))
                    .isEqualTo(type);
            assertThat(tensor.elementCount()).isEqualTo(6);
            assertThat(tensor.bytes().capacity()).isEqualTo(6 * type.bytes());
        }
    }
}
