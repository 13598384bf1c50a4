package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoCommandTest {

    @TempDir
    private Path folder;

    @Test
    void a_file_in_place_of_the_folder_is_named_before_any_work() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "mine");
        assertThat(CommandLineRun.of("demo", "-o", file.toString(), "--quiet"))
                .isEqualTo(new CommandLineRun(
                        6,
                        "",
                        "octet: Cannot write " + file + "/summary.json: its folder is a file."
                                + " Whatever was there before is unchanged.\n"
                                + "  Check that the folder exists, is writable and has free space, or name another"
                                + " output.\n"));
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_negative_seed_is_wrong_usage() {
        CommandLineRun run = CommandLineRun.of("demo", "--seed", "-3");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .startsWith("octet: Invalid value for option '--seed': -3 is not 0 or more.\n"
                        + "  See 'octet demo --help'.\n");
    }

    @Test
    void no_scenes_are_wrong_usage() {
        CommandLineRun run = CommandLineRun.of("demo", "--scenes", "0");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .startsWith("octet: Invalid value for option '--scenes': 0 is not 1 or more.\n"
                        + "  See 'octet demo --help'.\n");
    }

    @Test
    void scenes_alone_can_be_drawn() {
        CommandLineRun run = CommandLineRun.of(
                "demo",
                "--scenes",
                "3",
                "--seed",
                "9",
                "-o",
                folder.resolve("drawn").toString(),
                "--json");
        assertThat(run.exitCode()).isZero();
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.demo.scenes/1");
        assertThat(document.get("scenes").intValue()).isEqualTo(3);
        assertThat(Path.of(document.get("annotations").stringValue())).isNotEmptyFile();
        assertThat(Path.of(document.get("images").stringValue(), "scene00002.jpg"))
                .isNotEmptyFile();
    }
}
