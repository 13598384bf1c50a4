package dev.octet.bundle;

import dev.octet.bindings.platform.ElfHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Holds what is in the jars of a bundle against what may be there: machine code of its own platform only, told by the
 * headers and not by the names of folders, and no library that is the system's to bring.
 */
final class NativeContents {

    private static final int HEADER_BYTES = 20;
    private static final Pattern FOREIGN = Pattern.compile(".*\\.(dll|dylib|jnilib)");

    private final BundlePlatform platform;
    private final List<Unwanted> unwanted;

    private record Unwanted(Pattern name, String why) {}

    private NativeContents(BundlePlatform platform, List<Unwanted> unwanted) {
        this.platform = platform;
        this.unwanted = unwanted;
    }

    /** With the list of names that no bundle has: lines of {@code pattern of a file's name | why}. */
    static NativeContents of(BundlePlatform platform, Path list) throws IOException {
        List<Unwanted> unwanted = new ArrayList<>();
        for (String line : Files.readAllLines(list)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("\\s+\\|\\s+", 2);
                unwanted.add(new Unwanted(Pattern.compile(parts[0]), parts[1]));
            }
        }
        return new NativeContents(platform, unwanted);
    }

    /**
     * Looks at all jars.
     *
     * @return how many libraries there are
     * @throws IOException when one must not be there; it names all of them
     */
    int require(List<Path> jars) throws IOException {
        List<String> wrong = new ArrayList<>();
        int libraries = 0;
        for (Path jar : jars) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry :
                        zip.stream().filter(one -> !one.isDirectory()).toList()) {
                    Optional<ElfHeader> header = header(zip, entry);
                    libraries += header.isPresent() ? 1 : 0;
                    problem(entry.getName(), header)
                            .ifPresent(why -> wrong.add(jar.getFileName() + "!" + entry.getName() + ": " + why));
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new IOException("A bundle for " + platform.classifier() + " must not have\n  "
                    + String.join("\n  ", wrong)
                    + "\nPackage with -Dnative.classifier=" + platform.classifier()
                    + " and without redistributables.");
        }
        return libraries;
    }

    private static Optional<ElfHeader> header(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return ElfHeader.of(in.readNBytes(HEADER_BYTES));
        }
    }

    private Optional<String> problem(String entry, Optional<ElfHeader> header) {
        String file = entry.substring(entry.lastIndexOf('/') + 1);
        if (FOREIGN.matcher(file).matches()) {
            return Optional.of("it is for another system");
        }
        if (header.isPresent() && !header.get().fits(platform.javaName())) {
            return Optional.of(
                    "it is for " + header.get().bits() + "-bit " + header.get().architecture());
        }
        return unwanted.stream()
                .filter(one -> one.name().matcher(file).matches())
                .map(Unwanted::why)
                .findFirst();
    }
}
