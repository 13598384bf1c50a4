package dev.octet.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.cuda.GpuFailure;
import dev.octet.bindings.cuda.GpuLibrary;
import dev.octet.bindings.cuda.GpuRuntime;
import dev.octet.bindings.tensorrt.TensorRt;
import dev.octet.bindings.tensorrt.TensorRtProbe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuLinesTest {

    private static final String FIRST = "See what the lines above say about the driver and CUDA first.";

    @Test
    void server_in_order_has_a_line_for_each_part() {
        assertThat(lines(FakeGpuStack.server(), true))
                .containsExactly(
                        Finding.ok("NVIDIA driver", "580.65.06, /usr/lib64/libcuda.so.1, /dev/nvidia0"),
                        Finding.ok("CUDA", "runtime 13.1, driver up to 13.0"),
                        Finding.ok("GPU 0", "NVIDIA H200, sm90, 143771 MiB"),
                        Finding.ok("TensorRT", "10.15.1, /opt/trt/libnvinfer.so.10"),
                        Finding.ok("builder sm90", "/opt/trt/libnvinfer_builder_resource_sm90.so.10.15.1"),
                        Finding.ok("NVML", "driver 580.65.06, GPU 0: 143000 MiB free"));
    }

    @ParameterizedTest
    @CsvSource({"false, warn", "true, fail"})
    void without_a_driver_the_lines_warn_unless_a_gpu_is_needed(boolean needed, String status) {
        String runtime = GpuLibrary.RUNTIME.soname();
        FakeGpuStack gpu = FakeGpuStack.withoutDriver(Map.of(runtime, "/usr/lib64/" + runtime));
        assertThat(lines(gpu, needed))
                .containsExactly(
                        new Finding(
                                "NVIDIA driver",
                                status,
                                "CUDA cannot be used here: there is no NVIDIA driver (libcuda.so.1 was looked for).",
                                "Install the NVIDIA driver; start a container with --gpus all, on a Jetson with --runtime"
                                        + " nvidia.",
                                "no-driver"),
                        new Finding(
                                "CUDA",
                                status,
                                "not loaded, since it needs the GPU; " + runtime + " is there: /usr/lib64/" + runtime,
                                FIRST,
                                ""),
                        new Finding(
                                "TensorRT",
                                status,
                                "not loaded, since it needs the GPU; " + TensorRt.soname() + " is not installed",
                                FIRST,
                                ""));
    }

    @Test
    void driver_that_is_too_old_stops_what_needs_cuda() {
        FakeGpuStack gpu = FakeGpuStack.server().cuda(() -> {
            throw GpuFailure.DRIVER_TOO_OLD.of("CUDA", "the driver knows CUDA 12.4, the runtime is 13.1", null);
        });
        List<Finding> lines = lines(gpu, true);
        assertThat(lines).extracting(Finding::check).containsExactly("NVIDIA driver", "CUDA", "TensorRT");
        assertThat(lines.get(1))
                .isEqualTo(new Finding(
                        "CUDA",
                        "fail",
                        "CUDA cannot be used here: the NVIDIA driver is too old for this CUDA runtime (the driver knows"
                                + " CUDA 12.4, the runtime is 13.1).",
                        "Update the NVIDIA driver: CUDA 13 needs version 580 or newer, CUDA 12 version 525 or newer.",
                        "driver-too-old"));
        assertThat(lines.get(2).failed()).isTrue();
    }

    @Test
    void headers_that_are_newer_than_the_library_are_a_warning_even_where_a_gpu_is_needed() {
        FakeGpuStack gpu = FakeGpuStack.server().tensorRt(() -> new TensorRtProbe(100300, 101501, Optional.empty()));
        assertThat(new TensorRtLine(gpu, true).look())
                .containsExactly(new Finding(
                        "TensorRT",
                        "warn",
                        "10.3.0 (headers 10.15.1): it was built for a newer version of the library than the one that is"
                                + " installed",
                        "Update the library to the version of the headers, or use a build of Octet for the one that is"
                                + " there.",
                        "headers-newer"));
    }

    @ParameterizedTest
    @CsvSource({"false, warn", "true, fail"})
    void missing_builder_resource_is_named(boolean needed, String status) {
        FakeGpuStack gpu = FakeGpuStack.server().resource(() -> {
            throw GpuFailure.NO_BUILDER_RESOURCE.of("The builder", "x was looked for", null);
        });
        Finding line = new BuilderResourceLine(gpu, needed).look().get(0);
        assertThat(line.check()).isEqualTo("builder sm90");
        assertThat(line.status()).isEqualTo(status);
        assertThat(line.name()).isEqualTo("no-builder-resource");
    }

    @Test
    void without_tensorrt_there_is_no_line_about_its_builder() {
        FakeGpuStack gpu = FakeGpuStack.server().tensorRt(() -> {
            throw GpuFailure.LIBRARY_MISSING.of("TensorRT", "libnvinfer.so.10 was looked for", null);
        });
        assertThat(new BuilderResourceLine(gpu, true).look()).isEmpty();
        assertThat(new TensorRtLine(gpu, false).look())
                .extracting(Finding::status, Finding::name)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("warn", "library-missing"));
    }

    @Test
    void memory_of_an_integrated_gpu_is_shared() {
        FakeGpuStack gpu = FakeGpuStack.server().cuda(() -> new GpuRuntime(13020, 13010, List.of(FakeGpuStack.ORIN)));
        assertThat(new CudaProbe(gpu, true).look())
                .containsExactly(
                        Finding.ok("CUDA", "runtime 13.1, driver up to 13.2"),
                        Finding.ok("GPU 0", "Orin, sm87, 30698 MiB shared with the processor"));
    }

    @Test
    void nvml_that_does_not_answer_is_a_warning_but_not_on_a_jetson() {
        FakeGpuStack gpu = FakeGpuStack.server().nvml(() -> {
            throw GpuFailure.LIBRARY_MISSING.of("NVML", "libnvidia-ml.so.1 was looked for", null);
        });
        assertThat(new NvmlLine(gpu, false).look().get(0).name()).isEqualTo("library-missing");
        assertThat(new NvmlLine(gpu, false).look().get(0).status()).isEqualTo("warn");
        assertThat(new NvmlLine(gpu, true).look())
                .containsExactly(Finding.ok("NVML", "not there, as on many a Jetson"));
    }

    private static List<Finding> lines(GpuStack gpu, boolean needed) {
        return Doctor.look(List.of(
                new DriverProbe(gpu, needed),
                new CudaProbe(gpu, needed),
                new TensorRtLine(gpu, needed),
                new BuilderResourceLine(gpu, needed),
                new NvmlLine(gpu, false)));
    }
}
