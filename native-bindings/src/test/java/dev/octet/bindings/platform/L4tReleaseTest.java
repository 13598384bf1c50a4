package dev.octet.bindings.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class L4tReleaseTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "35, 4.1, 5.1, 11.4, 8.5.2",
        "36, 3.0, 6.0, 12.2, 8.6.2",
        "36, 4.3, 6.1 or 6.2, 12.6, 10.3.0",
        "36, 5.0, 6.1 or 6.2, 12.6, 10.3.0",
        "38, 2.0, 7.0, 13.0, 10.13.3",
        "38, 4.0, 7.1, 13.0, 10.13.3",
        "39, 2.1, 7.2, 13.2, 10.16.2"
    })
    void release_tells_the_jetpack(int major, String revision, String jetPack, String cuda, String tensorRt) {
        FakeRoot root = new FakeRoot(folder);
        root.text(
                "/etc/nv_tegra_release",
                "# R" + major + " (release), REVISION: " + revision
                        + ", GCID: 38968081, BOARD: generic, EABI: aarch64\n" + "TARGET_USERSPACE_LIB_DIR=nvidia\n");
        root.text("/proc/device-tree/model", "NVIDIA Jetson AGX Orin Developer Kit\0");
        L4tRelease release = L4tRelease.under(folder).orElseThrow();
        assertThat(release).isEqualTo(new L4tRelease(major, revision, "NVIDIA Jetson AGX Orin Developer Kit"));
        assertThat(release).hasToString("L4T " + major + "." + revision);
        JetPack pack = release.jetPack().orElseThrow();
        assertThat(pack.release()).isEqualTo(jetPack);
        assertThat(pack.cuda()).isEqualTo(cuda);
        assertThat(pack.tensorRt()).isEqualTo(tensorRt);
    }

    @Test
    void release_of_no_known_jetpack_is_still_a_release() {
        new FakeRoot(folder).text("/etc/nv_tegra_release", "# R41 (release), REVISION: 1.0, GCID: 1\n");
        L4tRelease release = L4tRelease.under(folder).orElseThrow();
        assertThat(release).isEqualTo(new L4tRelease(41, "1.0", "Jetson"));
        assertThat(release.jetPack()).isEmpty();
    }

    @Test
    void other_machines_have_none() {
        assertThat(L4tRelease.under(folder)).isEmpty();
        new FakeRoot(folder).text("/etc/nv_tegra_release", "something else\n");
        assertThat(L4tRelease.under(folder)).isEmpty();
    }

    @Test
    void distribution_is_named_as_it_names_itself() {
        assertThat(LinuxRelease.under(folder)).isEmpty();
        new FakeRoot(folder).text("/etc/os-release", "NAME=Ubuntu\nPRETTY_NAME=\"Ubuntu 24.04.3 LTS\"\n");
        assertThat(LinuxRelease.under(folder)).contains(new LinuxRelease("Ubuntu 24.04.3 LTS"));
    }
}
