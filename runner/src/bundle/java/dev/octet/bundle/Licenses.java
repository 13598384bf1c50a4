package dev.octet.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The licenses of what is in a bundle: ours, a list of all jars, and the texts that the jars bring. */
final class Licenses {

    private static final Pattern TEXT =
            Pattern.compile("(META-INF/)?[^/]*(license|notice|copying|thirdparty)[^/]*", Pattern.CASE_INSENSITIVE);

    /** Lines of {@code jar prefix | license | where it comes from}. */
    private final List<String[]> known = new ArrayList<>();

    private Licenses() {}

    static Licenses read(Path list) throws IOException {
        Licenses licenses = new Licenses();
        for (String line : Files.readAllLines(list)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                licenses.known.add(line.split("\\s*\\|\\s*", 3));
            }
        }
        return licenses;
    }

    /**
     * Writes them.
     *
     * @param ours the license of Octet
     * @param bsd the texts of jars that do not bring theirs
     * @throws IOException when a jar is not in the list: its license is to be looked up first
     */
    void write(Path ours, Path bsd, List<Path> jars, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(ours, folder.resolve("LICENSE"));
        Files.copy(bsd, folder.resolve("BSD-3-CLAUSE.txt"));
        List<String> lines = new ArrayList<>();
        for (Path jar : jars) {
            String name = jar.getFileName().toString();
            String[] entry = entry(name);
            lines.add(String.format(Locale.ROOT, "%-44s %-24s %s", name, entry[1], entry[2]));
            copyTexts(jar, folder.resolve(name.replaceFirst("\\.jar$", "")));
        }
        Files.write(folder.resolve("THIRD-PARTY.txt"), lines);
    }

    private String[] entry(String jar) throws IOException {
        return known.stream()
                .filter(one -> jar.matches(Pattern.quote(one[0]) + "-\\d.*"))
                .findFirst()
                .orElseThrow(() -> new IOException("The license of " + jar + " is not in third-party.txt; add it."));
    }

    private static void copyTexts(Path jar, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(Licenses::isText).toList()) {
                Files.createDirectories(folder);
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.write(folder.resolve(name), content.readAllBytes());
                }
            }
        }
    }

    private static boolean isText(ZipEntry entry) {
        return !entry.isDirectory()
                && !entry.getName().endsWith(".class")
                && TEXT.matcher(entry.getName()).matches();
    }
}
