package dev.octet.benchmarks.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFilesTest {

    private static final int READINGS = 20_000;

    @TempDir
    private Path root;

    @Test
    void text_is_without_white_space_and_zero_bytes() {
        KernelFiles kernel = KernelTree.of("/proc/model =  Jetson\0\n", root);
        assertThat(kernel.text("/proc/model").value()).contains("Jetson");
    }

    @Test
    void number_is_what_the_text_begins_with() {
        KernelFiles kernel = KernelTree.of("/a = 32760 ma\n/b = -256000\n/c = off\n/d = 99999999999999999999\n", root);
        assertThat(kernel.text("/a").number()).hasValue(32760);
        assertThat(kernel.text("/b").number()).hasValue(-256000);
        assertThat(kernel.text("/c").number()).isEmpty();
        assertThat(kernel.text("/c").numberProblem()).isEqualTo("/c: no number");
        assertThat(kernel.text("/d").number()).isEmpty();
    }

    @Test
    void file_that_cannot_be_read_says_why() {
        KernelFiles kernel = KernelTree.of("/a ! denied\n", root);
        assertThat(kernel.text("/a").sentence()).isEqualTo("/a: permission denied");
        assertThat(kernel.text("/a").isDenied()).isTrue();
        assertThat(kernel.text("/b").sentence()).isEqualTo("/b: does not exist");
        assertThat(kernel.text("/b").isAbsent()).isTrue();
        assertThat(kernel.text("/").problem()).startsWith("cannot be read (");
    }

    @Test
    void names_are_ordered_as_people_count() {
        KernelFiles kernel = KernelTree.of("/h/hwmon10/n = 1\n/h/hwmon2/n = 1\n/h/hwmon0/n = 1\n/h/cpu1/n = 1\n", root);
        assertThat(kernel.names("/h")).containsExactly("cpu1", "hwmon0", "hwmon2", "hwmon10");
        assertThat(kernel.names("/none")).isEmpty();
    }

    @Test
    void number_held_open_follows_its_file() throws IOException {
        KernelFiles kernel = KernelTree.of("/n = 123456789012\n", root);
        try (KernelNumber number = kernel.open("/n")) {
            assertThat(number.read()).isEqualTo(123456789012L);
            Files.writeString(root.resolve("n"), "-42\n");
            assertThat(number.read()).isEqualTo(-42);
            Files.writeString(root.resolve("n"), "\n");
            assertThatThrownBy(number::read).isInstanceOf(IOException.class).hasMessage("/n: no number");
        }
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker") // there is nothing to close
    void number_that_cannot_be_opened_says_why() {
        KernelFiles kernel = KernelTree.of("/denied ! denied\n/text = off\n", root);
        assertThatThrownBy(() -> kernel.open("/denied")).hasMessage("/denied: permission denied");
        assertThatThrownBy(() -> kernel.open("/text")).hasMessage("/text: no number, but 'off'");
        assertThatThrownBy(() -> kernel.open("/absent")).hasMessage("/absent: does not exist");
    }

    @Test
    void reading_a_number_makes_no_object() throws IOException {
        KernelFiles kernel = KernelTree.of("/n = 5016\n", root);
        try (KernelNumber number = kernel.open("/n")) {
            read(number);
            long before = allocated();
            read(number);
            assertThat((allocated() - before) / READINGS).isZero();
        }
    }

    private static void read(KernelNumber number) throws IOException {
        for (int i = 0; i < READINGS; i++) {
            number.read();
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
