package dev.octet.calibrator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

    @TempDir
    private Path folder;

    @Test
    void a_text_has_the_digest_of_the_standard() {
        assertThat(Sha256.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void a_file_has_the_digest_of_its_bytes_whatever_their_number() throws IOException {
        for (int size : new int[] {0, 1, 65_536, 200_001}) {
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) (i * 31);
            }
            Path file = Files.write(folder.resolve("file" + size), bytes);
            assertThat(Sha256.ofFile(file)).isEqualTo(Sha256.of(bytes));
        }
    }

    @Test
    void a_file_that_is_not_there_has_none() {
        assertThatThrownBy(() -> Sha256.ofFile(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
