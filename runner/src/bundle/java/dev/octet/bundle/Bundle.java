package dev.octet.bundle;

import dev.octet.runner.cli.OctetCli;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import picocli.AutoComplete;

/**
 * The folder that runs where there is neither Maven nor, on the platform that it is linked on, Java.
 *
 * @param home the project's folder
 * @param jars everything on the class path of the command
 * @param version of Octet
 * @param platform that it is for
 * @param options what else the build says of it
 */
record Bundle(Path home, List<Path> jars, String version, BundlePlatform platform, BundleOptions options) {

    Bundle {
        jars = List.copyOf(jars);
        if (jars.isEmpty()) {
            throw new IllegalArgumentException("jars is empty");
        }
    }

    /** {@code octet-0.1.0-linux-x86_64}, with the variant behind it where there is one. */
    String name() {
        String variant = options.variant().isEmpty() ? "" : "-" + options.variant();
        return "octet-" + version + "-" + platform.classifier() + variant;
    }

    /** Makes the folder, anew where it is there. */
    Path writeTo(Path parent) throws IOException {
        Path folder = parent.resolve(name());
        delete(folder);
        Path lib = Files.createDirectories(folder.resolve("lib"));
        SlimJar slim = new SlimJar(platform);
        List<Path> copies = new ArrayList<>();
        for (Path jar : jars) {
            Path copy = lib.resolve(jar.getFileName());
            slim.copy(jar, copy);
            copies.add(copy);
        }
        NativeContents.of(platform, file("not-inside.txt")).require(copies);
        Licenses.read(file("third-party.txt"))
                .write(home.resolve("LICENSE"), file("BSD-3-CLAUSE.txt"), copies, folder.resolve("licenses"));
        BundleLauncher.write(file("launcher-head.sh"), home.resolve("octet"), folder.resolve("octet"));
        writeManuals(folder.resolve("share"));
        if (options.sbom().isPresent()) {
            Files.copy(options.sbom().get(), folder.resolve("sbom.cdx.json"));
        }
        boolean linked = platform.isThisMachine() || options.jmods().isPresent();
        Files.writeString(folder.resolve("README.txt"), readme(linked));
        if (linked) {
            new RuntimeImage(options.jmods()).link(copies, folder.resolve("runtime"));
        }
        return folder;
    }

    /** Manual pages and shell completion, where package managers put them, too. */
    private void writeManuals(Path share) throws IOException {
        new ManPages(version).write(OctetCli.commandLine(), share.resolve("man/man1"));
        Path completions = Files.createDirectories(share.resolve("bash-completion/completions"));
        Files.writeString(completions.resolve("octet"), AutoComplete.bash("octet", OctetCli.commandLine()));
    }

    private String readme(boolean linked) throws IOException {
        String java = linked
                ? "Java is in the folder runtime; no other is needed or looked for."
                : "There is no Java in this bundle: install Java 17 or later and set JAVA_HOME to it, or have java on the"
                        + " PATH.";
        return Files.readString(file("README.txt"))
                .replace("@VERSION@", version)
                .replace("@PLATFORM@", platform.classifier())
                .replace("@JAVA@", java);
    }

    /** The folder as one tar.gz beside it. */
    Path pack(Path folder) throws IOException {
        Path archive = folder.resolveSibling(folder.getFileName() + ".tar.gz");
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".tar.gz.part");
        Process tar = new ProcessBuilder(
                        "tar",
                        "--format=ustar",
                        "--sort=name",
                        "--mtime=@" + options.timestamp().getEpochSecond(),
                        "--mode=u+rw,go+r,go-w",
                        "--numeric-owner",
                        "--owner=0",
                        "--group=0",
                        "-C",
                        String.valueOf(folder.getParent()),
                        "-cf",
                        "-",
                        String.valueOf(folder.getFileName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream file = Files.newOutputStream(unfinished);
                GZIPOutputStream zipped = new GZIPOutputStream(file, 1 << 16)) {
            tar.getInputStream().transferTo(zipped);
        }
        try {
            if (tar.waitFor() != 0) {
                throw new IOException("tar ended with " + tar.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while tar ran", e);
        }
        long size = Files.size(unfinished);
        if (size > options.limitBytes()) {
            Files.delete(unfinished);
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s would have %.1f MB, the limit is %.1f MB; see what has grown in %s, or raise bundle.limit",
                    archive.getFileName(),
                    size / 1e6,
                    options.limitBytes() / 1e6,
                    folder.resolve("lib")));
        }
        return Files.move(unfinished, archive, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    Path file(String name) {
        return home.resolve("runner/src/bundle/files").resolve(name);
    }

    /** Bytes of all files in a folder. */
    static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }
}
