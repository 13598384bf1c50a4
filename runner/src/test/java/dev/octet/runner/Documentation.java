package dev.octet.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README and what is under docs. */
final class Documentation {

    private static final Pattern BLOCK = Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private Documentation() {}

    /** What is to be typed into a shell: every {@code sh} block, in the order of the pages, each once. */
    static List<String> blocks() throws IOException {
        List<String> blocks = new ArrayList<>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                blocks.add(block.group(1));
            }
        }
        return blocks.stream().distinct().toList();
    }

    /** The blocks that begin with the demo. It takes most of a minute, so one test runs it for all. */
    static List<String> demoBlocks() throws IOException {
        return blocks().stream().filter(Documentation::isOfDemo).toList();
    }

    /** The blocks of Octet's other commands. */
    static List<String> otherBlocks() throws IOException {
        return blocks().stream()
                .filter(block -> block.contains("./octet") && !isOfDemo(block))
                .toList();
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(home().resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(home()::resolve),
                            docs.filter(p -> p.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    static Path home() {
        return Launcher.path().getParent();
    }

    private static boolean isOfDemo(String block) {
        return block.startsWith("./octet demo");
    }
}
