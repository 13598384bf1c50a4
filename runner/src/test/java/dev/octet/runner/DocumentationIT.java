package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every {@code sh} block in the README and under docs does what it says; {@link DemoIT} runs those of the demo. */
class DocumentationIT {

    private static final Set<String> PHASES = Set.of("clean", "compile", "test", "package", "verify");
    private static final int PHOTOS = 8;
    private static final long SEED = 3;

    @TempDir
    private Path folder;

    @Test
    void every_octet_command_in_the_documentation_runs() throws IOException {
        DrawnScenes.provide(folder, PHOTOS, SEED);
        Files.createSymbolicLink(folder.resolve("calibration"), folder.resolve("photos"));
        Files.createSymbolicLink(folder.resolve("heldout"), folder.resolve("photos"));
        Files.createSymbolicLink(folder.resolve("octet"), Launcher.path());
        List<String> blocks = Documentation.otherBlocks();
        assertThat(blocks).isNotEmpty();
        for (String block : blocks) {
            Launcher.Outcome outcome = Launcher.run(folder, Map.of(), List.of("sh", "-e", "-c", block));
            assertThat(outcome.exitCode()).as(block + outcome.talk()).isZero();
        }
        assertThat(folder.resolve("model.int8.onnx")).isNotEmptyFile();
    }

    @Test
    void every_command_is_octet_or_a_maven_goal_that_exists() throws IOException {
        String pom = Files.readString(Documentation.home().resolve("pom.xml"));
        for (String line :
                Documentation.blocks().stream().flatMap(String::lines).toList()) {
            if (line.startsWith("./mvnw ")) {
                Stream.of(line.split(" "))
                        .skip(1)
                        .filter(word -> !word.startsWith("-"))
                        .forEach(goal -> assertThat(PHASES.contains(goal)
                                        || goal.contains(":") && pom.contains(goal.split(":")[0] + "-maven-plugin"))
                                .as(line)
                                .isTrue());
            } else {
                assertThat(line).matches("(\\./octet .*|#.*|)");
            }
        }
    }

    @Test
    void the_readme_stays_short() throws IOException {
        assertThat(Files.readAllLines(Documentation.home().resolve("README.md")))
                .hasSizeLessThanOrEqualTo(150);
    }
}
