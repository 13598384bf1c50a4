package dev.octet.bindings.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfHeaderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"62, x86-64, amd64", "183, arm64, aarch64", "21, ppc64, ppc64", "200, machine 200, machine 200"})
    void header_tells_the_processor(int machine, String architecture, String osArch) {
        ElfHeader header = ElfHeader.of(FakeRoot.elf(machine)).orElseThrow();
        assertThat(header).isEqualTo(new ElfHeader(64, architecture));
        assertThat(header.fits(osArch)).isTrue();
        assertThat(header.fits("riscv64")).isFalse();
    }

    @Test
    void big_endian_header_is_read_in_its_order() {
        byte[] bytes = FakeRoot.elf(0);
        bytes[5] = 2;
        bytes[19] = 21;
        assertThat(ElfHeader.of(bytes)).contains(new ElfHeader(64, "ppc64"));
    }

    @Test
    void library_of_32_bits_does_not_fit() {
        byte[] bytes = FakeRoot.elf(62);
        bytes[4] = 1;
        assertThat(ElfHeader.of(bytes).orElseThrow().fits("amd64")).isFalse();
    }

    @Test
    void library_of_this_machine_fits_it() throws IOException {
        Path libc = Path.of("/proc/self/exe").toRealPath();
        assertThat(ElfHeader.of(libc).orElseThrow().fits(System.getProperty("os.arch")))
                .isTrue();
    }

    @Test
    void text_and_emptiness_are_no_library() throws IOException {
        FakeRoot root = new FakeRoot(folder);
        assertThat(ElfHeader.of(root.text("a.so", "INPUT(libx.so.1) and more text")))
                .isEmpty();
        assertThat(ElfHeader.of(root.text("b.so", ""))).isEmpty();
    }
}
