package dev.octet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** What holds for every page. */
final class Html {

    /** An event handler as an attribute of its own; quotes in texts are no attributes. */
    static final Pattern HANDLER = Pattern.compile("<[a-z][^<>]*[\"'] on[a-z]+=[\"']");

    private static final Pattern SVG = Pattern.compile("<svg .*?</svg>", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
    private static final Pattern REFERENCE =
            Pattern.compile(" (?:href=\"#|aria-labelledby=\"|data-filter=\")([^\"]*)\"");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)[^>]*?(/?)>");
    private static final List<String> EMPTY = List.of("meta", "input");

    private Html() {}

    /** Nothing from elsewhere, ids are unique and there, drawings are XML, tags are balanced. */
    static void check(String page) {
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("http://", "https://", "url(", "@import", "<link");
        assertThat(page).doesNotContain(">NaN", "\"NaN", "Infinity", "gg.jte", "Optional[", "dev.octet");
        List<String> ids = all(ID, page);
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(all(REFERENCE, page));
        drawings(page).forEach(Html::parse);
        balanced(page);
    }

    static List<String> drawings(String page) {
        return SVG.matcher(page).results().map(one -> one.group()).toList();
    }

    /** The text of the one script. */
    static String script(String page) {
        assertThat(page).containsOnlyOnce("<script").containsOnlyOnce("</script>");
        return page.substring(page.indexOf("<script>") + "<script>".length(), page.indexOf("</script>"));
    }

    private static List<String> all(Pattern pattern, String page) {
        return pattern.matcher(page).results().map(one -> one.group(1)).toList();
    }

    private static void parse(String drawing) {
        assertThatCode(() -> {
                    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
                    builder.setErrorHandler(new DefaultHandler());
                    builder.parse(new InputSource(new StringReader(drawing)));
                })
                .as(drawing.substring(0, Math.min(300, drawing.length())))
                .doesNotThrowAnyException();
    }

    private static void balanced(String page) {
        String markup = page.substring(0, page.indexOf("<style>"))
                + page.substring(page.indexOf("</style>") + "</style>".length(), page.indexOf("<script>"));
        List<String> open = new ArrayList<>();
        Matcher tags = TAG.matcher(markup);
        while (tags.find()) {
            String name = tags.group(2);
            if (!tags.group(1).isEmpty()) {
                assertThat(open)
                        .as("before %s at %s", tags.group(), tags.start())
                        .last()
                        .isEqualTo(name);
                open.remove(open.size() - 1);
            } else if (tags.group(3).isEmpty() && !EMPTY.contains(name)) {
                open.add(name);
            }
        }
        assertThat(open).containsExactly("html", "body");
    }
}
