package dev.octet.runner.cli;

import dev.octet.calibrator.compare.GroupContribution;
import dev.octet.calibrator.compare.GroupContributions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What quantizing each group of activations does to the outputs, for people and for programs. */
final class ContributionReport {

    /** Names in a cell; the rest are counted. */
    private static final int NAMES = 3;

    private ContributionReport() {}

    static void print(GroupContributions groups, int top, Console console) {
        Table table = new Table().row("group", "error alone", "saved in float", "read by");
        groups.groups().stream()
                .limit(top)
                .forEach(group -> table.row(
                        group.group(),
                        String.format(Locale.ROOT, "%.5f", group.alone()),
                        String.format(Locale.ROOT, "%.5f", group.together()),
                        names(group.nodes())));
        table.printTo(console);
        console.say(String.format(
                Locale.ROOT,
                "%d groups of activations; error of the outputs %.5f by weights alone, %.5f in all.",
                groups.groups().size(),
                groups.weights(),
                groups.all()));
    }

    private static String names(List<String> nodes) {
        String first = String.join(", ", nodes.subList(0, Math.min(NAMES, nodes.size())));
        return nodes.size() > NAMES ? first + " and " + (nodes.size() - NAMES) + " more" : first;
    }

    static Map<String, Object> json(GroupContributions groups) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("weightsError", groups.weights());
        document.put("error", groups.all());
        document.put(
                "groups", groups.groups().stream().map(ContributionReport::json).toList());
        return document;
    }

    private static Map<String, Object> json(GroupContribution group) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("group", group.group());
        entry.put("nodes", group.nodes());
        entry.put("errorAlone", group.alone());
        entry.put("errorSavedInFloat", JsonNumber.finite(group.together()));
        return entry;
    }
}
