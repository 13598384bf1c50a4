package dev.octet.docker;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a bundle as layers of an image: what changes least comes first, so that a new version of Octet is a small
 * download. Times and permissions do not depend on the machine that builds.
 */
final class BundleLayers {

    static final String HOME = "/opt/octet";

    private static final String RUNTIME = "runtime/";
    private static final String JAVA = "java";
    private static final String LIBRARIES = "libraries";
    private static final String OCTET = "octet";
    private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");
    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");

    private BundleLayers() {}

    static List<FileEntriesLayer> of(Path bundle, boolean withJava, Instant time) throws IOException {
        if (!Files.isRegularFile(bundle.resolve("octet"))) {
            throw new IOException(bundle + " is no bundle; make one first, with ./mvnw -Pbundle -DskipTests package");
        }
        if (withJava && !Files.isRegularFile(bundle.resolve("runtime/bin/java"))) {
            throw new IOException(bundle + " has no Java, and neither has the base of this image; make the bundle with"
                    + " -Dbundle.jmods=DIR, the folder jmods of a JDK for that platform");
        }
        List<FileEntriesLayer> layers = new ArrayList<>();
        for (String name : List.of(JAVA, LIBRARIES, OCTET)) {
            FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
            for (Path file : files(bundle)) {
                String inside = bundle.relativize(file).toString();
                if (layer(inside).equals(name)) {
                    layer.addEntry(
                            file,
                            AbsoluteUnixPath.get(HOME).resolve(inside),
                            Files.isExecutable(file) ? PROGRAM : PLAIN,
                            time);
                }
            }
            FileEntriesLayer made = layer.build();
            if (!made.getEntries().isEmpty() && (withJava || !name.equals(JAVA))) {
                layers.add(made);
            }
        }
        return layers;
    }

    private static String layer(String file) {
        if (file.startsWith(RUNTIME)) {
            return JAVA;
        }
        return file.startsWith("lib/") && !file.startsWith("lib/octet-") ? LIBRARIES : OCTET;
    }

    private static List<Path> files(Path bundle) throws IOException {
        try (Stream<Path> all = Files.walk(bundle)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
