package dev.octet.benchmarks.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.benchmarks.sysfs.KernelTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaplPowerTest {

    private static final String TWO_PACKAGES = """
            /sys/class/powercap/intel-rapl/enabled = 1
            /sys/class/powercap/intel-rapl:0/name = package-0
            /sys/class/powercap/intel-rapl:0/energy_uj = 1000
            /sys/class/powercap/intel-rapl:0/max_energy_range_uj = 262143328850
            /sys/class/powercap/intel-rapl:0:0/name = core
            /sys/class/powercap/intel-rapl:0:0/energy_uj = 77
            /sys/class/powercap/intel-rapl:0:0/max_energy_range_uj = 262143328850
            /sys/class/powercap/intel-rapl:0:1/name = dram
            /sys/class/powercap/intel-rapl:0:1/energy_uj = 50
            /sys/class/powercap/intel-rapl:0:1/max_energy_range_uj = 65712999613
            /sys/class/powercap/intel-rapl:1/name = package-1
            /sys/class/powercap/intel-rapl:1/energy_uj = 262143328800
            /sys/class/powercap/intel-rapl:1/max_energy_range_uj = 262143328850
            /sys/class/powercap/intel-rapl:2/name = psys
            /sys/class/powercap/intel-rapl:2/energy_uj = 5
            /sys/class/powercap/intel-rapl:2/max_energy_range_uj = 262143328850
            /sys/class/powercap/intel-rapl-mmio:0/name = package-0
            /sys/class/powercap/intel-rapl-mmio:0/energy_uj = 9
            /sys/class/powercap/intel-rapl-mmio:0/max_energy_range_uj = 262143328850
            """;

    @TempDir
    private Path root;

    @Test
    void packages_and_their_memory_are_added_up_across_a_wrap() throws IOException {
        try (PowerSources sources = new PowerSources().addProcessor(KernelTree.of(TWO_PACKAGES, root))) {
            PowerSource rapl = sources.readable().get(0);
            assertThat(rapl.covers()).isEqualTo("2 processors and the memory");
            assertThat(rapl.read()).isZero();
            say("intel-rapl:0", 1500);
            say("intel-rapl:0:0", 500);
            say("intel-rapl:0:1", 80);
            // 50 to the end of the range, and 150 from its start.
            say("intel-rapl:1", 150);
            say("intel-rapl:2", 9999);
            assertThat(rapl.read()).isEqualTo(500 + 30 + 200);
            say("intel-rapl:1", 160);
            assertThat(rapl.read()).isEqualTo(740);
        }
    }

    @Test
    void one_package_alone_says_so() {
        String text = """
                /sys/class/powercap/intel-rapl:0/name = package-0
                /sys/class/powercap/intel-rapl:0/energy_uj = 1000
                /sys/class/powercap/intel-rapl:0/max_energy_range_uj = 65532610987
                """;
        try (PowerSources sources = new PowerSources().addProcessor(KernelTree.of(text, root))) {
            assertThat(sources.readable().get(0).covers()).isEqualTo("the processor, without the memory");
            assertThat(sources.reasons()).isEmpty();
        }
    }

    @Test
    void counter_for_root_alone_says_so() {
        String text = """
                /sys/class/powercap/intel-rapl:0/name = package-0
                /sys/class/powercap/intel-rapl:0/energy_uj ! denied
                /sys/class/powercap/intel-rapl:0/max_energy_range_uj = 65532610987
                """;
        try (PowerSources sources = new PowerSources().addProcessor(KernelTree.of(text, root))) {
            assertThat(sources.readable()).isEmpty();
            assertThat(sources.reasons())
                    .containsExactly("RAPL: /sys/class/powercap/intel-rapl:0/energy_uj: permission denied (run as root,"
                            + " or 'sudo chmod a+r /sys/class/powercap/intel-rapl:0/energy_uj')");
        }
    }

    @Test
    void machine_without_counters_says_so() {
        try (PowerSources sources = new PowerSources().addProcessor(KernelTree.of("", root))) {
            assertThat(sources.reasons())
                    .containsExactly("RAPL: no counter in /sys/class/powercap, as in most virtual machines and on"
                            + " processors without it");
        }
    }

    private void say(String zone, long microjoules) throws IOException {
        Files.writeString(root.resolve("sys/class/powercap/" + zone + "/energy_uj"), microjoules + "\n");
    }
}
