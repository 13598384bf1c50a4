package dev.octet.calibrator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFilesTest {

    @TempDir
    private Path folder;

    @Test
    void a_stop_in_the_middle_leaves_the_old_file_and_nothing_else() throws IOException {
        Path target = Files.writeString(folder.resolve("model.onnx"), "old");
        assertThatThrownBy(() -> AtomicFile.write(target, stream -> {
                    stream.write("half of the n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    UnfinishedFiles.deleteAll();
                }))
                .isInstanceOf(ToolkitException.class);
        assertThat(names()).containsExactly("model.onnx");
        assertThat(target).hasContent("old");
    }

    @Test
    void a_finished_file_is_left_alone() throws IOException {
        Path target = folder.resolve("model.onnx");
        AtomicFile.write(target, new byte[] {1, 2, 3});
        UnfinishedFiles.deleteAll();
        assertThat(names()).containsExactly("model.onnx");
        assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
