package dev.octet.runner.cli;

import dev.octet.calibrator.progress.ProgressListener;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where a command prints: results on stdout as a table or as one JSON document, talk on stderr. */
final class Console {

    private final PrintStream results;
    private final PrintStream talk;
    private final boolean json;
    private final boolean quiet;
    private final Ansi ansi;

    Console(PrintStream results, PrintStream talk, boolean json, boolean quiet, Ansi ansi) {
        this.results = results;
        this.talk = talk;
        this.json = json;
        this.quiet = quiet;
        this.ansi = ansi;
    }

    /** The text in a style such as {@code fg(green)}, where colours are wanted. */
    String styled(String style, String text) {
        return ansi.enabled() ? ansi.string("@|" + style + " " + text + "|@") : text;
    }

    /** True when the result is to be one JSON document. */
    boolean wantsJson() {
        return json;
    }

    /** Prints a line of the result; not with {@code --json}. */
    void print(String line) {
        if (!json) {
            results.println(line);
        }
    }

    /** Prints the JSON result, with the name of its format first; only with {@code --json}. */
    void document(String schema, Map<String, ?> content) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schema", schema);
            document.putAll(content);
            results.println(Json.MAPPER.writeValueAsString(document));
            results.flush();
        }
    }

    /** Says something on the way; not with {@code --quiet}. */
    void say(String line) {
        if (!quiet) {
            talk.println(line);
        }
    }

    /** Says what to do next; only to people. */
    void suggest(String command) {
        if (!quiet && !json) {
            talk.println("Next: " + command);
        }
    }

    /** The same, saying nothing on the way: for what was said already. */
    Console quietly() {
        return new Console(results, talk, json, true, ansi);
    }

    /** A bar on stderr that counts to what it is told, or nothing when nobody looks. */
    ProgressListener progress(String what) {
        return quiet || json ? ProgressListener.none() : new ProgressBar(what, talk, ansi.enabled());
    }

    /** In a class of its own: making it loads almost 500 classes, for nothing where people read the result. */
    private static final class Json {
        static final JsonMapper MAPPER =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    }
}
