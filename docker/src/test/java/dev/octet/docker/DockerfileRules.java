package dev.octet.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What every Dockerfile here owes; each broken rule is one line. */
record DockerfileRules(List<String> instructions) {

    private static final String LISTS = "rm -rf /var/lib/apt/lists/*";

    /** Of the text of a file: without comments, continued lines joined. */
    static DockerfileRules of(String text) {
        String joined = text.replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", "");
        return new DockerfileRules(joined.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList());
    }

    List<String> broken() {
        List<String> broken = new ArrayList<>();
        check(all("FROM").allMatch(from -> from.equals("${BASE}")) && pinned(base()), "the base is not pinned", broken);
        check(all("ADD").findAny().isEmpty(), "ADD unpacks and downloads; use COPY", broken);
        check(
                user().filter(name -> name.matches("[1-9]\\d*:[1-9]\\d*")).isPresent(),
                "the user is root or a name",
                broken);
        check(all("HEALTHCHECK").anyMatch(check -> check.contains("CMD [\"")), "there is no health check", broken);
        check(
                all("ENTRYPOINT").allMatch(entry -> entry.startsWith("[\"")),
                "the entry point is a line for a shell",
                broken);
        check(
                all("RUN").noneMatch(run -> run.contains("sudo ") || run.matches(".*(curl|wget) .*\\|.*")),
                "a download is run, or sudo",
                broken);
        all("RUN").filter(run -> run.contains("apt-get install")).forEach(run -> {
            check(run.contains(LISTS), "lists of packages are left", broken);
            check(run.contains("apt-get update"), "packages are installed from old lists", broken);
            check(run.contains("--no-install-recommends"), "more is installed than is needed", broken);
        });
        check(
                all("COPY").noneMatch(copy -> copy.startsWith(".") || copy.startsWith("/")),
                "all of the folder is copied",
                broken);
        return broken;
    }

    /** The words behind an instruction, each time it is there. */
    Stream<String> all(String instruction) {
        return instructions.stream()
                .filter(line -> line.toUpperCase(Locale.ROOT).startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).strip());
    }

    String base() {
        return all("ARG")
                .filter(arg -> arg.startsWith("BASE="))
                .map(arg -> arg.substring("BASE=".length()))
                .findFirst()
                .orElse("");
    }

    private static boolean pinned(String base) {
        return base.matches("[^@]+:[^:/@]+(@sha256:[0-9a-f]{64})?") && !base.endsWith(":latest");
    }

    /** The last one, which is the one that runs. */
    private Optional<String> user() {
        return all("USER").reduce((first, second) -> second);
    }

    private static void check(boolean holds, String rule, List<String> broken) {
        if (!holds) {
            broken.add(rule);
        }
    }
}
