package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.octet.bindings.cuda.GpuLibrary;
import dev.octet.bindings.platform.ChildJvm;
import dev.octet.bindings.platform.FakeRoot;
import dev.octet.bindings.platform.LibrarySearch;
import dev.octet.bindings.platform.StandIn;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes of their own, whose library path leads to what cannot be loaded: each ends with a diagnosis. */
class PoisonedLibraryPathTest {

    private static final int QUICK_MILLIS = 2000;

    @TempDir
    private Path folder;

    private FakeRoot files;

    @BeforeEach
    void make_folder() {
        files = new FakeRoot(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuda", "tensorrt"})
    void without_a_driver_nothing_is_loaded_and_it_is_quick(String what) {
        assumeNoDriver();
        ChildJvm child = load(what);
        assertThat(child.results().get(0)).isEqualTo("no-driver");
        assertThat(child.results().get(1))
                .startsWith("CUDA cannot be used here: there is no NVIDIA driver (libcuda.so.1 was looked for in"
                        + " LD_LIBRARY_PATH (" + folder + "), the loader's cache, ");
        assertThat(child.results().get(2))
                .isEqualTo("Install the NVIDIA driver; start a container with --gpus all, on a Jetson with --runtime"
                        + " nvidia.");
        assertThat(Integer.parseInt(child.results().get(3))).isLessThan(QUICK_MILLIS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuda", "tensorrt"})
    void empty_file_in_place_of_the_driver_is_said(String what) {
        Path driver = files.text("libcuda.so.1", "");
        assertThat(load(what).results())
                .startsWith(
                        "not-a-library",
                        "CUDA cannot be used here: a file that should be a library is none (" + driver
                                + " is an empty file).",
                        "Install the package again that the file belongs to, or take its folder out of LD_LIBRARY_PATH.");
    }

    @Test
    void driver_for_another_processor_is_said() {
        assumeNoDriver();
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the message names x86-64");
        Path driver = files.libraryForArm("libcuda.so.1");
        assertThat(load("tensorrt").results())
                .startsWith(
                        "wrong-architecture",
                        "CUDA cannot be used here: a library that it needs is for another processor (" + driver
                                + " is a 64-bit library for arm64, this machine is x86-64).",
                        "Install the library for this processor, or take its folder out of LD_LIBRARY_PATH.");
    }

    @Test
    void driver_without_a_device_is_said_before_cuda_is_loaded() {
        assumeNoDriver();
        standIn(GpuLibrary.DRIVER.soname());
        assertThat(load("tensorrt").results())
                .startsWith(
                        "no-device",
                        "CUDA cannot be used here: the NVIDIA driver is there, but no device (none of /dev/nvidia0,"
                                + " /dev/nvhost-gpu, /dev/nvmap and /dev/dxg exists).");
    }

    @Test
    void missing_cuda_runtime_is_said() {
        assumeNotInstalled(GpuLibrary.RUNTIME.soname());
        standIn(GpuLibrary.DRIVER.soname());
        ChildJvm child = load("files");
        assertThat(child.results().get(0)).isEqualTo("library-missing");
        assertThat(child.results().get(1))
                .startsWith("TensorRT cannot be used here: a library that it needs is missing ("
                        + GpuLibrary.RUNTIME.soname() + " was looked for in LD_LIBRARY_PATH (" + folder + "), ");
    }

    @Test
    void missing_tensorrt_is_said_and_the_property_of_javacpp_is_as_before() {
        assumeNotInstalled(TensorRt.soname());
        standInsForCuda();
        ChildJvm child = load("files");
        assertThat(child.results().get(0)).isEqualTo("library-missing");
        assertThat(child.results().get(1))
                .startsWith("TensorRT cannot be used here: a library that it needs is missing (" + TensorRt.soname()
                        + " was looked for in LD_LIBRARY_PATH (" + folder + "), ");
        assertThat(child.results().get(4)).isEqualTo("null");
    }

    @Test
    void text_in_place_of_tensorrt_is_said() {
        standInsForCuda();
        Path text =
                files.text(TensorRt.soname(), "INPUT ( this is a text, and no library at all; it is as long as one )");
        assertThat(load("files").results())
                .startsWith(
                        "not-a-library",
                        "TensorRT cannot be used here: a file that should be a library is none (" + text
                                + " is no shared library).",
                        "Install the package again that the file belongs to, or take its folder out of LD_LIBRARY_PATH.");
    }

    @Test
    void tensorrt_of_another_version_is_said() {
        assumeNotInstalled(TensorRt.soname());
        standInsForCuda();
        Path old = files.libraryForX86("libnvinfer.so.8");
        assertThat(load("files").results())
                .startsWith(
                        "soname-mismatch",
                        "TensorRT cannot be used here: a library that it needs is there in another version only ("
                                + TensorRt.soname() + " is wanted, " + old + " is there).");
    }

    @Test
    void tensorrt_without_its_plugins_is_said() {
        String plugin = TensorRt.soname().replace("nvinfer", "nvinfer_plugin");
        assumeNotInstalled(plugin);
        standInsForCuda();
        standIn(TensorRt.soname());
        ChildJvm child = load("files");
        assertThat(child.results().get(0)).isEqualTo("library-missing");
        assertThat(child.results().get(1))
                .startsWith("TensorRT cannot be used here: a library that it needs is missing (" + plugin
                        + " was looked for in LD_LIBRARY_PATH (" + folder + "), ");
        assertThat(child.results().get(2)).startsWith("It comes with NVIDIA's package libnvinfer-plugin10, ");
    }

    private ChildJvm load(String what) {
        ChildJvm child = ChildJvm.run(folder, LoadReport.class, what);
        assertThat(child.talk()).isEmpty();
        assertThat(child.exitCode()).isZero();
        return child;
    }

    private static void assumeNoDriver() {
        assumeNotInstalled(GpuLibrary.DRIVER.soname());
    }

    private static void assumeNotInstalled(String soname) {
        assumeTrue(
                LibrarySearch.current().whereIs(soname).isEmpty(),
                soname + " is installed, so its lack cannot be shown");
    }

    private void standInsForCuda() {
        standIn(GpuLibrary.DRIVER.soname());
        standIn(GpuLibrary.RUNTIME.soname());
    }

    private void standIn(String soname) {
        new StandIn(folder).empty(soname);
    }
}
