package dev.octet.calibrator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    @Test
    void a_full_disk_leaves_the_old_file_and_nothing_else() throws IOException {
        Path file = Files.writeString(folder.resolve("table.json"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, stream -> {
                    stream.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOfSatisfying(ToolkitException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.OUT_OF_RESOURCES);
                    assertThat(failure)
                            .hasMessage("Cannot write " + file
                                    + ": No space left on device. Whatever was there before is unchanged.");
                    assertThat(failure.remedy())
                            .isEqualTo("Check that the folder exists, is writable and has free space, or name another "
                                    + "output.");
                });
        assertThat(Files.readString(file)).isEqualTo("old");
        assertThat(names()).containsExactly("table.json");
    }

    @Test
    void a_file_that_could_be_written_is_left_as_it_is() throws IOException {
        Path file = Files.writeString(folder.resolve("table.json"), "old");
        AtomicFile.requireWritable(file);
        AtomicFile.requireWritable(folder.resolve("other.json"));
        assertThat(Files.readString(file)).isEqualTo("old");
        assertThat(names()).containsExactly("table.json");
    }

    @Test
    void a_file_below_a_file_is_refused_before_the_work() throws IOException {
        Path file = Files.writeString(folder.resolve("table.json"), "old");
        assertThatThrownBy(() -> AtomicFile.requireWritable(file.resolve("below.json")))
                .hasMessage("Cannot write " + file.resolve("below.json")
                        + ": its folder is a file. Whatever was there before is unchanged.");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
