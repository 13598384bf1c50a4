package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs every command of the README and of the pages under {@code docs/}, in the order of the page, in a folder that has
 * what the pages speak of: {@code model.onnx}, {@code photos/} and {@code annotations.json}.
 */
@Tag("shared")
class DocumentationIT {

    private static final int PHOTOS = 4;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern INPUT = Pattern.compile("model\\.onnx|photos/|annotations\\.json");

    @TempDir
    private static Path temporary;

    @TestFactory
    Stream<DynamicNode> every_command_of_every_page_works() throws IOException {
        List<DynamicNode> nodes = new ArrayList<>();
        for (Path page : pages()) {
            Path folder = Files.createTempDirectory(temporary, "page");
            Files.createSymbolicLink(folder.resolve("octet"), Launched.launcher());
            String name = Launched.project().relativize(page).toString();
            List<DynamicTest> tests = CommandBlock.commandsIn(Files.readString(page)).stream()
                    .map(command -> DynamicTest.dynamicTest(command, () -> run(command, folder)))
                    .toList();
            nodes.add(DynamicContainer.dynamicContainer(name, tests));
        }
        return nodes.stream();
    }

    @Test
    void every_link_between_pages_leads_somewhere() throws IOException {
        Set<String> broken = new HashSet<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    broken.add(Launched.project().relativize(page) + " -> " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void every_page_is_in_the_index() throws IOException {
        String index = Files.readString(Launched.project().resolve("docs/README.md"));
        Path docs = Launched.project().resolve("docs");
        assertThat(pages().stream()
                        .filter(page -> page.startsWith(docs) && !page.equals(docs.resolve("README.md")))
                        .map(page -> docs.relativize(page).toString()))
                .allSatisfy(page -> assertThat(index).contains("(" + page + ")"));
    }

    @Test
    void readme_is_at_most_150_lines() throws IOException {
        assertThat(Files.readAllLines(Launched.project().resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Launched.project().resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md").map(Launched.project()::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static void run(String command, Path folder) throws Exception {
        if (command.startsWith("./mvnw ")) {
            // Running the build inside the build would not end: its goals and options are checked instead.
            assertThat(command).matches("\\./mvnw( -[A-Za-z]+)*( [a-z-]+(:[a-z]+)?)+");
            return;
        }
        if (command.equals(".ci/run")) {
            assertThat(Launched.project().resolve(".ci/run")).isExecutable();
            return;
        }
        assertThat(command).as("commands that this test knows how to run").startsWith("./octet");
        if (INPUT.matcher(command).find()) {
            layOut(folder);
        }
        Launched run = Launched.shell(folder, command);
        assertThat(run.exitCode()).as("%s%n%s", command, run.err()).isEqualTo(CommandBlock.exitCodeOf(command));
    }

    private static void layOut(Path folder) throws IOException {
        Path model = folder.resolve("model.onnx");
        if (Files.exists(model)) {
            return;
        }
        Path images = SharedData.path("data/coco128/images");
        ObjectNode annotations =
                (ObjectNode) JsonMapper.builder().build().readTree(SharedData.path("data/coco128/instances.json"));
        Files.createDirectories(folder.resolve("photos"));
        ArrayNode kept = annotations.arrayNode();
        Set<Long> ids = new HashSet<>();
        for (JsonNode image : annotations.get("images")) {
            if (kept.size() < PHOTOS) {
                String file = image.get("file_name").stringValue();
                Files.copy(images.resolve(file), folder.resolve("photos").resolve(file));
                kept.add(image);
                ids.add(image.get("id").longValue());
            }
        }
        ArrayNode boxes = annotations.arrayNode();
        for (JsonNode box : annotations.get("annotations")) {
            if (ids.contains(box.get("image_id").longValue())) {
                boxes.add(box);
            }
        }
        annotations.set("images", kept);
        annotations.set("annotations", boxes);
        JsonMapper.builder().build().writeValue(folder.resolve("annotations.json"), annotations);
        Files.copy(SharedData.path("models/yolox_nano.onnx"), model);
    }
}
