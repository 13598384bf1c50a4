package dev.octet.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command lines in the {@code sh} blocks of a Markdown page, one for each command, continuation lines joined. */
final class CommandBlock {

    private static final Pattern EXITS = Pattern.compile("# exits (\\d+)$");

    private CommandBlock() {}

    static List<String> commandsIn(String markdown) {
        List<String> commands = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        boolean inside = false;
        for (String line : markdown.lines().toList()) {
            String text = line.strip();
            if (text.startsWith("```")) {
                inside = !inside && text.equals("```sh");
                continue;
            }
            if (!inside || text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            boolean continues = text.endsWith("\\");
            open.append(continues ? text.substring(0, text.length() - 1).strip() + " " : text);
            if (!continues) {
                commands.add(open.toString());
                open.setLength(0);
            }
        }
        return commands;
    }

    /** The exit code that a command promises in a closing {@code # exits N}; 0 without one. */
    static int exitCodeOf(String command) {
        Matcher promise = EXITS.matcher(command);
        return promise.find() ? Integer.parseInt(promise.group(1)) : 0;
    }
}
