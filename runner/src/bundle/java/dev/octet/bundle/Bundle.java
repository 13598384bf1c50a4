package dev.octet.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The folder that runs where there is neither Maven nor, on the platform that it is linked on, Java.
 *
 * @param home the project's folder
 * @param jars everything on the class path of the command
 * @param version of Octet
 * @param platform that it is for
 */
record Bundle(Path home, List<Path> jars, String version, BundlePlatform platform) {

    Bundle {
        jars = List.copyOf(jars);
        if (jars.isEmpty()) {
            throw new IllegalArgumentException("jars is empty");
        }
    }

    /** {@code octet-0.1.0-linux-x86_64}. */
    String name() {
        return "octet-" + version + "-" + platform.classifier();
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
        Licenses.read(file("third-party.txt"))
                .write(home.resolve("LICENSE"), file("BSD-3-CLAUSE.txt"), copies, folder.resolve("licenses"));
        BundleLauncher.write(file("launcher-head.sh"), home.resolve("octet"), folder.resolve("octet"));
        boolean linked = platform.isThisMachine();
        Files.writeString(folder.resolve("README.txt"), readme(linked));
        if (linked) {
            RuntimeImage.link(copies, folder.resolve("runtime"));
        }
        return folder;
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
