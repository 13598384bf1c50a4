package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildHistoryTest {

    @TempDir
    private Path folder;

    @Test
    void the_last_time_of_each_kind_is_remembered() {
        Path engine = folder.resolve("model.engine");
        assertThat(BuildHistory.of(engine).seconds("a")).isEmpty();
        BuildHistory.of(engine).with("a", 10).with("b", 20).with("a", 12).writeBeside(engine);
        assertThat(folder.resolve("model.engine.builds.json")).exists();
        assertThat(BuildHistory.of(engine).seconds("a")).hasValue(12);
        assertThat(BuildHistory.of(engine).seconds("b")).hasValue(20);
        assertThat(BuildHistory.of(engine).builds()).hasSize(2);
    }

    @Test
    void only_twenty_kinds_are_kept() {
        BuildHistory history = new BuildHistory(List.of());
        for (int i = 0; i < 25; i++) {
            history = history.with("kind" + i, i);
        }
        assertThat(history.builds()).hasSize(20);
        assertThat(history.seconds("kind4")).isEmpty();
        assertThat(history.seconds("kind5")).hasValue(5);
    }

    @Test
    void a_file_that_cannot_be_read_is_as_good_as_none() throws IOException {
        Path engine = folder.resolve("model.engine");
        Files.writeString(BuildHistory.fileOf(engine), "{\"builds\":");
        assertThat(BuildHistory.of(engine).builds()).isEmpty();
    }
}
