package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.demo.DemoDefaults;
import dev.octet.runner.demo.scene.SceneFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every {@code sh} block in the README and under docs does what it says. */
class DocumentationIT {

    private static final Pattern BLOCK = Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Set<String> PHASES = Set.of("clean", "compile", "test", "package", "verify");
    private static final int PHOTOS = 8;
    private static final long SEED = 3;

    @TempDir
    private Path folder;

    @Test
    void every_octet_command_in_the_documentation_runs() throws IOException {
        provideModelPhotosAndAnnotations();
        Files.createSymbolicLink(folder.resolve("octet"), Launcher.path());
        List<String> blocks =
                blocks().stream().filter(b -> b.contains("./octet")).distinct().toList();
        assertThat(blocks).isNotEmpty();
        for (String block : blocks) {
            Launcher.Outcome outcome = Launcher.run(folder, Map.of(), List.of("sh", "-e", "-c", block));
            assertThat(outcome.exitCode()).as(block + outcome.talk()).isZero();
        }
        assertThat(folder.resolve("model.int8.onnx")).isNotEmptyFile();
    }

    @Test
    void every_command_is_octet_or_a_maven_goal_that_exists() throws IOException {
        String pom = Files.readString(home().resolve("pom.xml"));
        for (String line : blocks().stream().flatMap(String::lines).toList()) {
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
    void every_link_in_the_documentation_leads_somewhere() throws IOException {
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertThat(page.resolveSibling(link.group(1)).normalize())
                        .as(page + " links to " + link.group(1))
                        .exists();
            }
        }
    }

    @Test
    void the_readme_stays_short() throws IOException {
        assertThat(Files.readAllLines(home().resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    /** The demo's detector and scenes: small, so that every search in the documentation is over soon. */
    private void provideModelPhotosAndAnnotations() throws IOException {
        try (InputStream model = DemoDefaults.class.getResourceAsStream("shapes.onnx")) {
            Files.write(
                    folder.resolve("model.onnx"), Objects.requireNonNull(model).readAllBytes());
        }
        SceneFolder drawn = SceneFolder.draw(folder.resolve("drawn"), SEED, PHOTOS, ProgressListener.none());
        Path photos = Files.move(drawn.images(), folder.resolve("photos"));
        Files.move(drawn.annotations(), folder.resolve("annotations.json"));
        Files.createSymbolicLink(folder.resolve("calibration"), photos);
        Files.createSymbolicLink(folder.resolve("heldout"), photos);
    }

    private static List<String> blocks() throws IOException {
        List<String> blocks = new java.util.ArrayList<>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                blocks.add(block.group(1));
            }
        }
        return blocks;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(home().resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(home()::resolve),
                            docs.filter(p -> p.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static Path home() {
        return Launcher.path().getParent();
    }
}
