package dev.octet.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundlePartsTest {

    private static final int SIZE = 2500;

    @TempDir
    private Path folder;

    private Path archive;
    private Path parts;
    private Path joined;

    @BeforeEach
    void cut_an_archive() throws IOException {
        byte[] content = new byte[SIZE];
        new SplittableRandom(1).nextBytes(content);
        archive = Files.write(folder.resolve("octet-1.tar.gz"), content);
        parts = Files.createDirectory(folder.resolve("the parts"));
        joined = Files.createDirectory(folder.resolve("some where"));
        assertThat(BundleParts.cut(archive, 1024, script(), parts))
                .extracting(part -> part.getFileName().toString())
                .containsExactly("octet-1.tar.gz.part001", "octet-1.tar.gz.part002", "octet-1.tar.gz.part003");
    }

    @Test
    void parts_are_of_the_size_and_joined_are_the_archive() throws Exception {
        assertThat(parts.resolve("octet-1.tar.gz.part001")).hasSize(1024);
        assertThat(parts.resolve("octet-1.tar.gz.part003")).hasSize(SIZE - 2048);
        Joined outcome = join();
        assertThat(outcome.said()).startsWith(joined.toRealPath() + "/octet-1.tar.gz\n");
        assertThat(outcome.code()).isZero();
        assertThat(joined.resolve("octet-1.tar.gz")).hasSameBinaryContentAs(archive);
        assertThat(joined).isDirectoryNotContaining("glob:**.joining");
    }

    @Test
    void sums_are_what_sha256sum_checks() throws Exception {
        Files.copy(archive, parts.resolve("octet-1.tar.gz"));
        Process check = new ProcessBuilder("sha256sum", "--check", "--quiet", "SHA256SUMS")
                .directory(parts.toFile())
                .start();
        assertThat(check.waitFor()).isZero();
        assertThat(Files.readAllLines(parts.resolve("SHA256SUMS"))).hasSize(4);
    }

    @Test
    void a_damaged_part_is_named_and_nothing_is_joined() throws Exception {
        Path second = parts.resolve("octet-1.tar.gz.part002");
        byte[] content = Files.readAllBytes(second);
        content[500] ^= 1;
        Files.write(second, content);
        assertThat(join())
                .isEqualTo(new Joined(8, "join.sh: The part octet-1.tar.gz.part002 is damaged.\n  Copy it again.\n"));
        assertThat(joined).isEmptyDirectory();
    }

    @Test
    void a_missing_part_is_named() throws Exception {
        Files.delete(parts.resolve("octet-1.tar.gz.part003"));
        assertThat(join())
                .isEqualTo(new Joined(
                        8,
                        "join.sh: The part octet-1.tar.gz.part003 is missing.\n  Copy it into " + parts.toRealPath()
                                + ".\n"));
    }

    @ParameterizedTest
    @CsvSource({"48m, 50331648", "1K, 1024", "2g, 2147483648"})
    void sizes_are_counted_in_powers_of_1024(String text, long bytes) {
        assertThat(BundleParts.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"48", "m", "0m", "-1m", "1.5g", "48mb"})
    void other_sizes_are_refused(String text) {
        assertThatThrownBy(() -> BundleParts.bytes(text))
                .hasMessage("bundle.part is '" + text + "', must be a size such as 48m or 2g");
    }

    @Test
    void so_many_parts_that_names_run_out_are_refused() {
        assertThatThrownBy(() -> BundleParts.cut(archive, 1, script(), joined))
                .hasMessage("bundle.part gives 2500 parts, at most 999 are made; choose a larger size");
    }

    private record Joined(int code, String said) {}

    private Joined join() throws Exception {
        Process process = new ProcessBuilder(List.of(parts.resolve("join.sh").toString()))
                .directory(joined.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Joined(process.waitFor(), said);
    }

    private static Path script() {
        return Path.of("src/bundle/files/join.sh");
    }
}
