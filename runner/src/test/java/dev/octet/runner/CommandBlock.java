package dev.octet.runner;

import java.util.ArrayList;
import java.util.List;

/** The command lines in the {@code sh} blocks of a Markdown page, one for each command, continuation lines joined. */
final class CommandBlock {

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
}
