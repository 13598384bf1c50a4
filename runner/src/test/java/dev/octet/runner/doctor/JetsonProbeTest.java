package dev.octet.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.octet.bindings.cuda.GpuLibrary;
import dev.octet.bindings.platform.L4tRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JetsonProbeTest {

    @TempDir
    private Path root;

    @BeforeEach
    void this_build_is_for_cuda_13() {
        assumeTrue(GpuLibrary.RUNTIME.soname().endsWith(".13"), "this build is for another CUDA");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "35|4.1|JetPack 5.1 (L4T 35.4.1): CUDA 11.4, TensorRT 8.5.2",
                "36|4.3|JetPack 6.1 or 6.2 (L4T 36.4.3): CUDA 12.6, TensorRT 10.3.0"
            })
    void jetpack_of_another_cuda_is_told_with_what_to_do(String major, String revision, String found)
            throws IOException {
        Optional<L4tRelease> release = release(major, revision);
        String fix = "This build is for CUDA 13: update to JetPack 7, or use a build for this one.";
        assertThat(new JetsonProbe(release, false).look())
                .containsExactly(Finding.warn("jetpack", "Jetson Orin NX, " + found, fix));
        assertThat(new JetsonProbe(release, true).look())
                .containsExactly(Finding.fail("jetpack", "Jetson Orin NX, " + found, fix));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "38|2.0|JetPack 7.0 (L4T 38.2.0): CUDA 13.0, TensorRT 10.13.3",
                "39|2.0|JetPack 7.2 (L4T 39.2.0): CUDA 13.2, TensorRT 10.16.2"
            })
    void jetpack_of_this_cuda_is_well(String major, String revision, String found) throws IOException {
        assertThat(new JetsonProbe(release(major, revision), true).look())
                .containsExactly(Finding.ok("jetpack", "Jetson Orin NX, " + found));
    }

    @Test
    void unknown_release_is_told() throws IOException {
        assertThat(new JetsonProbe(release("41", "1.0"), true).look())
                .containsExactly(Finding.warn(
                        "jetpack",
                        "Jetson Orin NX, L4T 41.1.0, which no known JetPack has",
                        "JetPack 7 is supported; see what the lines below say about this one."));
    }

    @Test
    void other_machines_have_no_such_line() {
        assertThat(new JetsonProbe(L4tRelease.under(root), true).look()).isEmpty();
    }

    private Optional<L4tRelease> release(String major, String revision) throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.createDirectories(root.resolve("proc/device-tree"));
        Files.writeString(
                root.resolve("etc/nv_tegra_release"),
                "# R" + major + " (release), REVISION: " + revision + ", GCID: 1, BOARD: generic\n");
        Files.writeString(root.resolve("proc/device-tree/model"), "Jetson Orin NX\0");
        return L4tRelease.under(root);
    }
}
