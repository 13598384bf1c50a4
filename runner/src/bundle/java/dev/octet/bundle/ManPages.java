package dev.octet.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** One manual page for each command, of what the command line says of itself. */
final class ManPages {

    private final String version;

    ManPages(String version) {
        this.version = version;
    }

    /** Writes the pages of a command and of all that it contains, such as {@code octet-table-show.1}. */
    void write(CommandLine command, Path folder) throws IOException {
        Files.createDirectories(folder);
        CommandSpec spec = command.getCommandSpec();
        if (!spec.usageMessage().hidden()) {
            Files.writeString(folder.resolve(name(spec) + ".1"), page(command));
            for (CommandLine sub : command.getSubcommands().values()) {
                write(sub, folder);
            }
        }
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    String page(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        ManPageText page = new ManPageText(name(spec), "octet " + version);
        page.section("NAME");
        page.line(name(spec), " - " + summary(spec));
        page.section("SYNOPSIS");
        page.line(spec.qualifiedName(), " " + synopsis(command, spec));
        page.section("DESCRIPTION");
        page.paragraph(String.join(" ", spec.usageMessage().description()));
        page.arguments(spec);
        subcommands(command, page);
        exitCodes(spec.usageMessage().exitCodeList(), page);
        seeAlso(spec, page);
        return page.toString();
    }

    private static String summary(CommandSpec spec) {
        String[] description = spec.usageMessage().description();
        return description.length == 0 ? spec.name() : description[0].replaceFirst("\\.$", "");
    }

    /** What follows the command's own name, on one line: a reader of manual pages wraps it. */
    private static String synopsis(CommandLine command, CommandSpec spec) {
        String text = command.getHelp().synopsis(0).replaceAll("\\s+", " ").strip();
        return text.startsWith(spec.qualifiedName())
                ? text.substring(spec.qualifiedName().length()).strip()
                : text;
    }

    private static void subcommands(CommandLine command, ManPageText page) {
        List<CommandSpec> subs = command.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(sub -> !sub.usageMessage().hidden())
                .toList();
        if (!subs.isEmpty()) {
            page.section("COMMANDS");
            subs.forEach(sub -> page.item(sub.qualifiedName(), "", summary(sub) + "."));
        }
    }

    private static void exitCodes(Map<String, String> codes, ManPageText page) {
        if (!codes.isEmpty()) {
            page.section("EXIT STATUS");
            codes.forEach((code, meaning) -> page.item(code, "", meaning));
        }
    }

    private static void seeAlso(CommandSpec spec, ManPageText page) {
        if (spec.parent() != null) {
            page.section("SEE ALSO");
            page.line(name(spec.parent()), "(1)");
        }
    }
}
