package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All pages together are a site: every one is reached from the index, and every link leads to a page and a heading. */
class DocumentationIndexTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");

    @Test
    void every_page_is_in_the_index() throws IOException {
        Path index = HOME.resolve("docs/README.md");
        Set<Path> linked = new TreeSet<>();
        Matcher link = LINK.matcher(Files.readString(index));
        while (link.find()) {
            linked.add(index.resolveSibling(link.group(1)).normalize());
        }
        assertThat(linked)
                .containsAll(pages("docs").stream()
                        .filter(page -> !page.equals(index))
                        .toList());
    }

    @Test
    void every_link_leads_to_a_file_and_a_heading() throws IOException {
        List<Path> pages = new ArrayList<>(pages("docs"));
        pages.addAll(pages("examples"));
        pages.addAll(pages("docker"));
        Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                .map(HOME::resolve)
                .forEach(pages::add);
        List<String> broken = new ArrayList<>();
        for (Path page : pages) {
            Matcher link = LINK.matcher(withoutCode(Files.readString(page)));
            while (link.find()) {
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.resolveSibling(link.group(1)).normalize();
                if (!leads(target, link.group(2))) {
                    broken.add(HOME.relativize(page) + " -> " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leads(Path target, String heading) throws IOException {
        if (!Files.exists(target)) {
            return false;
        }
        return heading == null
                || HEADING.matcher(withoutCode(Files.readString(target)))
                        .results()
                        .anyMatch(found -> anchor(found.group(1)).equals(heading));
    }

    /** As sites for Markdown make it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    private static String withoutCode(String page) {
        return page.replaceAll("(?ms)^```.*?^```$", "");
    }

    private static List<Path> pages(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
