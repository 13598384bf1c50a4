package dev.octet.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuProbeTest {

    @ParameterizedTest
    @CsvSource({
        "34, stub-driver",
        "35, driver-too-old",
        "46, device-not-ready",
        "100, no-device",
        "802, device-not-ready",
        "803, driver-mismatch",
        "804, driver-mismatch",
        "999, cuda-failed"
    })
    void statuses_of_a_start_have_names(int status, String name) {
        assertThat(GpuProbe.failure(status, "text", 12040, 13010).diagnosis()).contains(name);
    }

    @Test
    void old_driver_is_told_with_both_versions() {
        assertThat(GpuProbe.failure(35, "insufficient", 12040, 13010))
                .hasMessage("CUDA cannot be used here: the NVIDIA driver is too old for this CUDA runtime (the driver"
                        + " knows CUDA 12.4, the runtime is 13.1).");
    }

    @Test
    void unknown_status_keeps_its_number_and_text() {
        assertThat(GpuProbe.failure(999, "unknown error", 13000, 13010))
                .hasMessage("CUDA cannot be used here: CUDA did not start (CUDA says 999: unknown error).");
    }

    @Test
    void runtime_without_a_device_is_none() {
        assertThatThrownBy(() -> new GpuRuntime(13000, 13010, List.of()))
                .hasMessage("devices is empty, must have at least one");
    }
}
