package dev.octet.bindings.platform;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Linux for Tegra of a Jetson, as {@code /etc/nv_tegra_release} tells it.
 *
 * @param major release, such as 36
 * @param revision revision within the release, such as "4.3"
 * @param board the board's own name; "Jetson" when it does not tell
 */
public record L4tRelease(int major, String revision, String board) {

    private static final Pattern LINE = Pattern.compile("# R(\\d+) \\(release\\), REVISION: (\\d+(?:\\.\\d+)*)");

    /** The release whose files are under that root; empty when this is no Jetson. */
    public static Optional<L4tRelease> under(Path root) {
        for (String line : LinuxRelease.lines(root.resolve("etc/nv_tegra_release"))) {
            Matcher release = LINE.matcher(line);
            if (release.find()) {
                return Optional.of(new L4tRelease(Integer.parseInt(release.group(1)), release.group(2), board(root)));
            }
        }
        return Optional.empty();
    }

    private static String board(Path root) {
        // The device tree ends its texts with a zero byte.
        return LinuxRelease.lines(root.resolve("proc/device-tree/model")).stream()
                .map(line -> line.replace("\0", "").strip())
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("Jetson");
    }

    /** The first number of the revision: 4 of "4.3". */
    public int minor() {
        return Integer.parseInt(revision.replaceFirst("\\..*", ""));
    }

    /** The JetPack that it belongs to; empty when it is not known. */
    public Optional<JetPack> jetPack() {
        return JetPack.of(this);
    }

    @Override
    public String toString() {
        return "L4T " + major + "." + revision;
    }
}
