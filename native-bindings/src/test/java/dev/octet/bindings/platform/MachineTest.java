package dev.octet.bindings.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void this_machine_is_described() {
        Machine machine = Machine.current();
        assertThat(machine.cores()).isPositive();
        assertThat(machine.physicalMemoryBytes()).isGreaterThan(1 << 20);
        assertThat(machine.os()).isNotBlank();
        assertThat(machine.jdk()).contains(System.getProperty("java.version"));
        assertThat(machine.cpuModel()).isNotBlank();
    }

    @Test
    void flags_are_read_from_either_architecture() {
        assertThat(Machine.flags(List.of("model name\t: Some Xeon", "flags\t\t: fpu avx2 avx512_vnni nx")))
                .containsExactly("avx2", "avx512_vnni");
        assertThat(Machine.flags(List.of("Features\t: fp asimd asimddp"))).containsExactly("asimd", "asimddp");
        assertThat(Machine.flags(List.of())).isEmpty();
    }

    @Test
    void available_memory_is_in_bytes() {
        assertThat(Machine.availableMemory(List.of("MemTotal: 9 kB", "MemAvailable:    2048 kB")))
                .hasValue(2 << 20);
    }
}
