package dev.octet.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.platform.ChildJvm;
import dev.octet.bindings.platform.StandIn;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probe through the real JNI library, with stand-ins for what NVIDIA brings. */
class StandInDeviceTest {

    @TempDir
    private Path folder;

    @Test
    void device_is_asked_for_everything() {
        GpuDevice device = new GpuDevice(0, "Stand-in", 9, 0, 80L << 30, false, "0000:65:00.0");
        assertThat(report(0).results())
                .containsExactly(new GpuRuntime(13000, 13010, java.util.List.of(device)).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "35 | driver-too-old | the NVIDIA driver is too old for this CUDA runtime (the driver knows CUDA 12.4, the"
                        + " runtime is 13.1).",
                "100 | no-device | the NVIDIA driver is there, but no device (CUDA says 100: other).",
                "802 | device-not-ready | the NVIDIA device takes no work now (CUDA says 802: system not yet initialized)."
            })
    void status_becomes_a_diagnosis(int status, String name, String said) {
        assertThat(report(status).results()).containsExactly(name, "CUDA cannot be used here: " + said);
    }

    private ChildJvm report(int status) {
        StandIn standIn = new StandIn(folder);
        standIn.of(GpuLibrary.DRIVER.soname(), status);
        standIn.of(GpuLibrary.RUNTIME.soname(), status);
        ChildJvm child = ChildJvm.run(folder, DeviceReport.class);
        assertThat(child.talk()).isEmpty();
        assertThat(child.exitCode()).isZero();
        return child;
    }
}
