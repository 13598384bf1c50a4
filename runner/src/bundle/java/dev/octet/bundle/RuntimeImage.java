package dev.octet.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Java runtime with the modules that the jars need: of the JDK that runs this, or of the modules of one for another
 * platform.
 *
 * @param jmods the folder jmods of a JDK for another platform, of the version that runs this
 */
record RuntimeImage(Optional<Path> jmods) {

    /** What is found by name at run time only, and so not by jdeps: the rest of what Octet needs. */
    private static final Set<String> BY_NAME = Set.of(
            // Names of files in other encodings than the basic ones.
            "jdk.charsets",
            // Memory and processor of the machine.
            "jdk.management",
            // Off-heap memory of protobuf.
            "jdk.unsupported");

    /**
     * Links it into a folder, which must not be there. On this machine's platform it gets an archive of its own classes for a
     * fast start; for another one that cannot be made here.
     */
    void link(List<Path> jars, Path folder) throws IOException {
        List<String> jlink = new ArrayList<>(List.of(
                Tool.ofJdk("jlink").toString(),
                "--add-modules",
                String.join(",", modules(jars)),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                folder.toString()));
        jmods.ifPresent(path -> jlink.addAll(List.of("--module-path", path.toString())));
        Tool.run(jlink);
        if (jmods.isEmpty()) {
            Tool.run(List.of(folder.resolve("bin/java").toString(), "-Xshare:dump"));
        }
    }

    static Set<String> modules(List<Path> jars) throws IOException {
        List<String> jdeps = new ArrayList<>(List.of(
                Tool.ofJdk("jdeps").toString(),
                "--print-module-deps",
                "--ignore-missing-deps",
                "--multi-release",
                String.valueOf(Runtime.version().feature())));
        jars.forEach(jar -> jdeps.add(jar.toString()));
        String[] found = Tool.run(jdeps).strip().split("[,\n]");
        Set<String> modules = new TreeSet<>(BY_NAME);
        Arrays.stream(found)
                .map(String::strip)
                .filter(name -> name.matches("(java|jdk)\\.[a-z.]+"))
                .forEach(modules::add);
        if (!modules.contains("java.base")) {
            throw new IOException("jdeps named no modules: " + String.join(",", found));
        }
        return modules;
    }
}
