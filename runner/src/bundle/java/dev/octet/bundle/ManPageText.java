package dev.octet.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The text of a manual page in the macros of man(7). */
final class ManPageText {

    private final StringBuilder text = new StringBuilder();

    ManPageText(String name, String source) {
        text.append(String.format(
                Locale.ROOT,
                ".TH \"%s\" \"1\" \"\" \"%s\" \"Octet\"%n",
                escaped(name).toUpperCase(Locale.ROOT),
                source));
    }

    void section(String title) {
        text.append(".SH ").append(title).append('\n');
    }

    /** A line that begins with a word in bold. */
    void line(String bold, String rest) {
        text.append("\\fB")
                .append(escaped(bold))
                .append("\\fR")
                .append(escaped(rest))
                .append('\n');
    }

    void paragraph(String words) {
        text.append(protectedStart(escaped(words))).append('\n');
    }

    /** A term in bold, what stands behind it in italics, and below what it means. */
    void item(String bold, String italic, String meaning) {
        text.append(".TP\n\\fB").append(escaped(bold)).append("\\fR");
        if (!italic.isEmpty()) {
            text.append("\\fI").append(escaped(italic)).append("\\fR");
        }
        text.append('\n');
        paragraph(meaning);
    }

    /** Positional parameters, then options in alphabetic order of their longest names. */
    void arguments(CommandSpec spec) {
        List<PositionalParamSpec> parameters = spec.positionalParameters().stream()
                .filter(one -> !one.hidden())
                .toList();
        List<OptionSpec> options = new ArrayList<>(
                spec.options().stream().filter(one -> !one.hidden()).toList());
        options.sort(java.util.Comparator.comparing(OptionSpec::longestName));
        if (!parameters.isEmpty() || !options.isEmpty()) {
            section("OPTIONS");
        }
        parameters.forEach(one -> item("", one.paramLabel(), String.join(" ", one.description())));
        options.forEach(one -> item(
                String.join(", ", one.names()),
                one.arity().max() > 0 ? "=" + one.paramLabel() : "",
                String.join(" ", one.description())));
    }

    /** Plain text; picocli's descriptions have format characters of their own. */
    static String escaped(String words) {
        return words.replace("%n", "\n")
                .replace("%%", "%")
                .replaceAll("\\s+", " ")
                .replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("\"", "\\(dq");
    }

    /** A line that begins like a request would be taken for one. */
    private static String protectedStart(String line) {
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
