package dev.octet.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaStatusTest {

    @ParameterizedTest
    @CsvSource({
        "2, OUT_OF_RESOURCES, nvidia-smi",
        "35, UNSUPPORTED, driver that is new enough",
        "803, UNSUPPORTED, driver that is new enough",
        "100, UNSUPPORTED, access to the GPU",
        "101, UNSUPPORTED, access to the GPU",
        "209, UNSUPPORTED, too old or too new",
        "222, UNSUPPORTED, too old or too new",
        "700, NATIVE_FAILURE, context is lost",
        "999, NATIVE_FAILURE, octet doctor"
    })
    void a_status_becomes_what_the_user_can_do(int status, FailureKind kind, String remedy) {
        ToolkitException failure = CudaStatus.failure(status, "cudaErrorName", "some text", "allocating 4096 bytes");
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.remedy()).contains(remedy);
        assertThat(failure)
                .hasMessage("CUDA failed at allocating 4096 bytes: some text (cudaErrorName, status " + status + ").");
    }

    @Test
    void versions_are_read_from_cudas_numbers() {
        assertThat(CudaVersion.ofNumber(13010)).hasToString("13.1");
        assertThat(CudaVersion.ofNumber(12060)).isEqualTo(new CudaVersion(12, 6));
    }
}
