package dev.octet.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.FakeRoot;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuDriverProbeTest {

    @TempDir
    private Path folder;

    private FakeRoot root;

    @BeforeEach
    void make_root() {
        root = new FakeRoot(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65.06  Sun Jul 27 07:28:16 UTC 2025\n",
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build  (dvs-builder)\n"
            })
    void server_has_a_driver_its_version_and_a_device(String versionFile) {
        Path library = root.libraryForX86("/usr/lib/x86_64-linux-gnu/libcuda.so.1");
        Path device = root.text("/dev/nvidia0", "");
        root.text("/proc/driver/nvidia/version", versionFile);
        assertThat(look("amd64")).isEqualTo(new GpuDriver(library, Optional.of("580.65.06"), device));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/nvhost-gpu", "/dev/nvhost-ctrl-gpu", "/dev/nvgpu/igpu0", "/dev/nvmap"})
    void jetson_has_a_driver_and_a_device_by_another_name(String node) {
        Path library = root.libraryForArm("/usr/lib/aarch64-linux-gnu/nvidia/libcuda.so.1");
        Path device = root.text(node, "");
        assertThat(look("aarch64")).isEqualTo(new GpuDriver(library, Optional.empty(), device));
    }

    @Test
    void device_that_only_the_kernel_knows_is_enough() {
        root.libraryForX86("/usr/lib64/libcuda.so.1");
        root.text("/proc/driver/nvidia/gpus/0000:65:00.0/information", "Model: NVIDIA H200\n");
        assertThat(look("amd64").device().getFileName()).hasToString("0000:65:00.0");
    }

    @Test
    void without_its_library_there_is_no_driver() {
        root.text("/dev/nvidia0", "");
        ToolkitException failure = failure("amd64");
        assertThat(failure.diagnosis()).contains("no-driver");
        assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
        assertThat(failure)
                .hasMessage("CUDA cannot be used here: there is no NVIDIA driver (libcuda.so.1 was looked for in"
                        + " LD_LIBRARY_PATH (not set), the loader's cache, no redist jar on the class path).");
        assertThat(failure.remedy())
                .isEqualTo("Install the NVIDIA driver; start a container with --gpus all, on a Jetson with --runtime"
                        + " nvidia.");
    }

    @Test
    void driver_without_a_device_is_said() {
        root.libraryForX86("/usr/lib64/libcuda.so.1");
        ToolkitException failure = failure("amd64");
        assertThat(failure.diagnosis()).contains("no-device");
        assertThat(failure)
                .hasMessage("CUDA cannot be used here: the NVIDIA driver is there, but no device (none of /dev/nvidia0,"
                        + " /dev/nvhost-gpu, /dev/nvmap and /dev/dxg exists).");
        assertThat(failure.remedy())
                .isEqualTo("Start a container with --gpus all, on a Jetson with --runtime nvidia; elsewhere see whether"
                        + " nvidia-smi lists a device, and what CUDA_VISIBLE_DEVICES says.");
    }

    @Test
    void driver_of_another_processor_is_said() {
        Path library = root.libraryForX86("/usr/lib64/libcuda.so.1");
        ToolkitException failure = failure("aarch64");
        assertThat(failure.diagnosis()).contains("wrong-architecture");
        assertThat(failure)
                .hasMessage("CUDA cannot be used here: a library that it needs is for another processor (" + library
                        + " is a 64-bit library for x86-64, this machine is arm64).");
    }

    @Test
    void driver_that_is_no_library_is_said() {
        Path library = root.text("/usr/lib64/libcuda.so.1", "");
        ToolkitException failure = failure("amd64");
        assertThat(failure.diagnosis()).contains("not-a-library");
        assertThat(failure)
                .hasMessage("CUDA cannot be used here: a file that should be a library is none (" + library
                        + " is an empty file).");
    }

    private GpuDriver look(String osArch) {
        return new GpuDriverProbe(folder, root.search(osArch, "")).look();
    }

    private ToolkitException failure(String osArch) {
        return catchThrowableOfType(ToolkitException.class, () -> look(osArch));
    }
}
