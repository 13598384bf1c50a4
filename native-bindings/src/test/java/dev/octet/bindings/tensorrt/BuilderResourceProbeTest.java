package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.FakeRoot;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuilderResourceProbeTest {

    private static final GpuDevice H200 = device(9, 0);

    @TempDir
    private Path folder;

    private FakeRoot root;

    @BeforeEach
    void make_root() {
        root = new FakeRoot(folder);
    }

    @Test
    void named_folder_comes_first_then_the_librarys_then_the_systems() {
        Path system = root.libraryForX86("/usr/lib64/libnvinfer_builder_resource_sm90.so.10.15.1");
        assertThat(probe().find(H200)).contains(system);
        Path beside = root.libraryForX86("/opt/trt/libnvinfer_builder_resource_sm90.so.10.15.1");
        assertThat(probe().find(H200)).contains(beside);
        assertThat(probe().isBesideLibrary(beside)).isTrue();
        Path named = root.libraryForX86("/home/resources/libnvinfer_builder_resource_sm90.so.10.15.1");
        assertThat(probe().find(H200)).contains(named);
        assertThat(probe().isBesideLibrary(named)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"8, 7, sm87", "8, 7, sm86", "10, 3, sm100", "12, 1, sm120"})
    void gpu_without_a_file_of_its_own_takes_its_relatives(int major, int minor, String file) {
        Path resource = root.libraryForX86("/opt/trt/libnvinfer_builder_resource_" + file + ".so.10.15.1");
        assertThat(probe().find(device(major, minor))).contains(resource);
    }

    @Test
    void one_resource_for_all_is_taken_too() {
        Path resource = root.libraryForX86("/opt/trt/libnvinfer_builder_resource.so.10.15.1");
        assertThat(probe().find(H200)).contains(resource);
    }

    @Test
    void resource_of_another_version_or_gpu_does_not_do() {
        root.libraryForX86("/opt/trt/libnvinfer_builder_resource_sm90.so.10.14.1");
        root.libraryForX86("/opt/trt/libnvinfer_builder_resource_ptx.so.10.15.1");
        root.libraryForX86("/opt/trt/libnvinfer_builder_resource_sm86.so.10.15.1");
        assertThat(probe().find(H200)).isEmpty();
        ToolkitException failure = catchThrowableOfType(ToolkitException.class, () -> probe().require(H200));
        assertThat(failure.diagnosis()).contains("no-builder-resource");
        assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
        assertThat(failure)
                .hasMessage("The builder cannot be used here: TensorRT has no builder resource for this GPU, so it can"
                        + " run engines but not build them (libnvinfer_builder_resource_sm90.so.10.15.1 was looked for in"
                        + " OCTET_TENSORRT_RESOURCES (" + folder.resolve("home/resources") + "), "
                        + folder.resolve("opt/trt")
                        + ", LD_LIBRARY_PATH (not set), the loader's cache, no redist jar on"
                        + " the class path).");
        assertThat(failure.remedy())
                .isEqualTo("PyPI's tensorrt_cu13_libs of the same version and NVIDIA's packages of TensorRT have the"
                        + " file: put it beside libnvinfer, or name its folder in OCTET_TENSORRT_RESOURCES or with"
                        + " --resources.");
    }

    @Test
    void resource_that_cannot_be_loaded_is_said() {
        Path text = root.text(
                "/home/resources/libnvinfer_builder_resource_sm90.so.10.15.1", "this is a text of some length");
        ToolkitException failure = catchThrowableOfType(ToolkitException.class, () -> TensorRt.load(text));
        assertThat(failure.diagnosis()).contains("not-a-library");
        assertThat(failure)
                .hasMessage("The builder cannot be used here: a file that should be a library is none (" + text
                        + " is no shared library).");
    }

    private BuilderResourceProbe probe() {
        return new BuilderResourceProbe(
                "10.15.1", folder.resolve("opt/trt"), folder.resolve("home/resources"), root.search("amd64", ""));
    }

    private static GpuDevice device(int major, int minor) {
        return new GpuDevice(0, "Sample", major, minor, 1L << 30, false, "0000:65:00.0");
    }
}
