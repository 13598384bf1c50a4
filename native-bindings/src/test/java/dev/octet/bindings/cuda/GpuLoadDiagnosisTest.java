package dev.octet.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.FakeRoot;
import java.nio.file.Path;
import org.bytedeco.cuda.global.cudart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuLoadDiagnosisTest {

    private static final String START = "TensorRT cannot be used here: ";

    @TempDir
    private Path folder;

    private FakeRoot root;

    @BeforeEach
    void make_root() {
        root = new FakeRoot(folder);
    }

    @Test
    void missing_library_is_named_with_the_places() {
        ToolkitException failure = missing("libnvinfer.so.10");
        assertThat(failure.diagnosis()).contains("library-missing");
        assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
        assertThat(failure)
                .hasMessage(START + "a library that it needs is missing (libnvinfer.so.10 was looked for in"
                        + " LD_LIBRARY_PATH (not set), the loader's cache, no redist jar on the class path).");
        assertThat(failure.remedy())
                .isEqualTo(
                        "It comes with NVIDIA's package libnvinfer10, on a Jetson with nvidia-jetpack. Install it, or"
                                + " name its folder in LD_LIBRARY_PATH before Java starts.");
    }

    @Test
    void missing_library_of_cuda_is_named_with_its_package() {
        int runtime = cudart.CUDART_VERSION / 1000;
        assertThat(missing("libcudart.so." + runtime).remedy())
                .startsWith("It comes with NVIDIA's package cuda-cudart-" + runtime + "-");
        assertThat(missing("libnvidia-ml.so.1").remedy()).startsWith("It comes with the NVIDIA driver. ");
        assertThat(missing("libgomp.so.1").remedy())
                .isEqualTo("Install it, or name its folder in LD_LIBRARY_PATH before Java starts.");
        assertThat(missing("libcuda.so.1").diagnosis()).contains("no-driver");
    }

    @ParameterizedTest
    @CsvSource({"libnvinfer.so.8", "libnvinfer.so.11"})
    void library_of_another_version_is_said(String other) {
        Path there = root.libraryForX86("/usr/lib64/" + other);
        ToolkitException failure = missing("libnvinfer.so.10");
        assertThat(failure.diagnosis()).contains("soname-mismatch");
        assertThat(failure)
                .hasMessage(START + "a library that it needs is there in another version only (libnvinfer.so.10 is"
                        + " wanted, " + there + " is there).");
        assertThat(failure.remedy())
                .isEqualTo("It comes with NVIDIA's package libnvinfer10, on a Jetson with nvidia-jetpack. Install the"
                        + " version that is wanted beside it, or use a build of Octet for the one that is there.");
    }

    @Test
    void library_where_the_loader_does_not_look_is_said() {
        Path there = root.libraryForX86("/usr/local/tensorrt/lib/libnvinfer.so.10");
        ToolkitException failure = missing("libnvinfer.so.10");
        assertThat(failure.diagnosis()).contains("library-not-on-path");
        assertThat(failure)
                .hasMessage(START + "a library that it needs is in a folder where the loader does not look (" + there
                        + ").");
    }

    @Test
    void library_for_another_processor_is_said() {
        Path there = root.libraryForArm("/usr/lib64/libnvinfer.so.10");
        ToolkitException failure = missing("libnvinfer.so.10");
        assertThat(failure.diagnosis()).contains("wrong-architecture");
        assertThat(failure)
                .hasMessage(START + "a library that it needs is for another processor (" + there
                        + " is a 64-bit library for arm64, this machine is x86-64).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "libjninvinfer.so: /lib/libc.so.6: version `GLIBC_2.34' not found (required by libjninvinfer.so)"
                        + " | glibc-too-old | the C or C++ runtime of this system is too old (GLIBC_2.34 is needed).",
                "libstdc++.so.6: version `GLIBCXX_3.4.29' not found"
                        + " | glibc-too-old | the C or C++ runtime of this system is too old (GLIBCXX_3.4.29 is needed).",
                "/c/libjninvinfer.so: undefined symbol: setInternalLibraryPath"
                        + " | headers-newer | it was built for a newer version of the library than the one that is"
                        + " installed (it has no function setInternalLibraryPath).",
                "/x/libnvinfer.so.10: invalid ELF header"
                        + " | not-a-library | a file that should be a library is none (/x/libnvinfer.so.10 is no shared"
                        + " library).",
                "/x/libnvinfer.so.10: file too short"
                        + " | not-a-library | a file that should be a library is none (/x/libnvinfer.so.10 is no shared"
                        + " library).",
                "/x/libnvinfer.so.10: wrong ELF class: ELFCLASS32"
                        + " | wrong-architecture | a library that it needs is for another processor"
                        + " (/x/libnvinfer.so.10).",
                "no jninvinfer in java.library.path: /usr/lib64"
                        + " | wrong-jar | the jars on the class path have no native code for this system and processor"
                        + " (libjninvinfer.so is in none of them).",
                "No space left on device"
                        + " | no-space | there is no room to unpack it (no jninvinfer; No space left on device).",
            })
    void messages_of_the_loader_are_understood(String deepest, String name, String said) {
        Throwable thrown = new UnsatisfiedLinkError("no jninvinfer").initCause(new UnsatisfiedLinkError(deepest));
        ToolkitException failure = new GpuLoadDiagnosis("TensorRT", root.search("amd64", "")).of(thrown);
        assertThat(failure.diagnosis()).contains(name);
        assertThat(failure).hasMessage(START + said).hasCause(thrown);
        assertThat(failure.remedy()).isNotBlank();
    }

    private ToolkitException missing(String soname) {
        Throwable thrown = new UnsatisfiedLinkError("no jninvinfer in java.library.path: /usr/lib64")
                .initCause(new UnsatisfiedLinkError("/c/libjninvinfer.so: " + soname
                        + ": cannot open shared object file: No such file or directory"));
        return new GpuLoadDiagnosis("TensorRT", root.search("amd64", "")).of(thrown);
    }
}
