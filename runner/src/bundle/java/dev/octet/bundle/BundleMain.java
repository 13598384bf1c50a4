package dev.octet.bundle;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Makes the bundle when Maven packages with the profile {@code bundle}. */
public final class BundleMain {

    private static final double MEBI = 1 << 20;

    private BundleMain() {}

    /**
     * Makes it.
     *
     * @param arguments the project's folder; the jar of the command; a file with the class path of the rest; version;
     *     classifier of the platform; the folder to write into; options such as {@code part=48m}
     * @throws IOException when a file cannot be read or written, or a tool fails
     */
    public static void main(String[] arguments) throws IOException {
        Bundle bundle = new Bundle(
                Path.of(arguments[0]),
                jars(Path.of(arguments[1]), Path.of(arguments[2])),
                arguments[3],
                BundlePlatform.of(arguments[4]),
                BundleOptions.of(List.of(arguments).subList(6, arguments.length)));
        make(bundle, Path.of(arguments[5]), System.out);
    }

    static void make(Bundle bundle, Path parent, PrintStream talk) throws IOException {
        bundle.options().requireSbom();
        Path folder = bundle.writeTo(parent);
        Path archive = bundle.pack(folder);
        talk.printf(Locale.ROOT, "%s: %.1f MiB%n", folder, Bundle.size(folder) / MEBI);
        if (Files.exists(folder.resolve("runtime"))) {
            talk.printf(Locale.ROOT, "  runtime: %.1f MiB%n", Bundle.size(folder.resolve("runtime")) / MEBI);
        }
        talk.printf(Locale.ROOT, "  lib: %.1f MiB%n", Bundle.size(folder.resolve("lib")) / MEBI);
        talk.printf(Locale.ROOT, "%s: %.1f MiB%n", archive, Files.size(archive) / MEBI);
        Path parts = parent.resolve(bundle.name() + "-parts");
        Bundle.delete(parts);
        if (!bundle.options().part().isEmpty()) {
            Files.createDirectories(parts);
            List<Path> made =
                    BundleParts.cut(archive, BundleParts.bytes(bundle.options().part()), bundle.file("join.sh"), parts);
            talk.printf("%s: %d parts, join.sh puts them together%n", parts, made.size());
        }
    }

    /** The command's jar and those that it needs; none is named twice. */
    static List<Path> jars(Path own, Path classPath) throws IOException {
        List<Path> jars = new ArrayList<>();
        jars.add(own);
        Stream.of(Files.readString(classPath).strip().split(File.pathSeparator))
                .map(Path::of)
                .forEach(jars::add);
        for (Path jar : jars) {
            if (!Files.isRegularFile(jar)) {
                throw new IOException(
                        jar + " is no jar; package all modules in one run, as ./mvnw -Pbundle package does");
            }
        }
        return jars;
    }
}
