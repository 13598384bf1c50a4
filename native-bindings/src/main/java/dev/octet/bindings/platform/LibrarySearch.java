package dev.octet.bindings.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Where shared libraries are, told from files alone: {@code LD_LIBRARY_PATH}, {@code java.library.path}, the loader's
 * cache, the standard folders, and jars on the class path that bring libraries ("redist"). Nothing is loaded.
 */
public final class LibrarySearch {

    private static final String PATH_VARIABLE = "LD_LIBRARY_PATH";

    private static final List<String> STANDARD_FOLDERS = List.of(
            "/usr/lib/%s-linux-gnu",
            "/lib64",
            "/usr/lib64",
            "/usr/lib",
            "/usr/lib/%s-linux-gnu/tegra",
            "/usr/lib/%s-linux-gnu/nvidia",
            "/usr/lib/wsl/lib",
            "/usr/local/cuda/lib64",
            "/usr/local/cuda/targets/%s-linux/lib",
            "/usr/local/tensorrt/lib");

    private final Path root;
    private final String osArch;
    private final Set<Path> named;
    private final Set<Path> folders;
    private final LoaderCache cache;
    private final List<Path> redistJars;

    private LibrarySearch(Path root, Map<String, String> environment, UnaryOperator<@Nullable String> properties) {
        this.root = root;
        this.osArch = text(properties.apply("os.arch"));
        this.named = folders(text(environment.get(PATH_VARIABLE)));
        this.folders = new LinkedHashSet<>(named);
        // What the JVM puts into java.library.path by itself belongs to the system, and so under the root.
        folders(text(properties.apply("java.library.path")))
                .forEach(folder -> folders.add(named.contains(folder) ? folder : under(root, folder.toString())));
        String gnuArch = ElfHeader.architecture(osArch).equals("arm64") ? "aarch64" : "x86_64";
        STANDARD_FOLDERS.forEach(folder -> folders.add(under(root, folder.replace("%s", gnuArch))));
        this.cache = LoaderCache.at(under(root, "/etc/ld.so.cache"));
        this.redistJars = Stream.of(text(properties.apply("java.class.path")).split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith("-redist.jar"))
                .map(Path::of)
                .toList();
    }

    /** As this process would search. */
    public static LibrarySearch current() {
        return of(Path.of("/"), System.getenv(), System::getProperty);
    }

    /**
     * As a process with that environment and those system properties would search.
     *
     * @param root the folder that stands for {@code /}
     * @param environment variables, of which {@code LD_LIBRARY_PATH} counts
     * @param properties system properties: {@code os.arch}, {@code java.library.path} and {@code java.class.path} count
     */
    public static LibrarySearch of(
            Path root, Map<String, String> environment, UnaryOperator<@Nullable String> properties) {
        return new LibrarySearch(root, environment, properties);
    }

    /** What the JDK calls the processor that libraries are searched for. */
    public String osArch() {
        return osArch;
    }

    /**
     * The file that the system's loader would come to first: files for another processor are passed over, as the loader
     * does, and stand only when there is nothing else; a file that is no library stops it.
     */
    public Optional<LibraryFile> first(String soname) {
        @Nullable LibraryFile foreign = null;
        for (Path path : candidates(soname)) {
            LibraryFile file = LibraryFile.at(path);
            if (!file.isLibrary() || file.header().orElseThrow().fits(osArch)) {
                return Optional.of(file);
            }
            foreign = foreign == null ? file : foreign;
        }
        return Optional.ofNullable(foreign);
    }

    /** Where a library of that name is: the path of a file that can be loaded here, or the name of a jar. */
    public Optional<String> whereIs(String soname) {
        return first(soname)
                .filter(file -> file.header().filter(h -> h.fits(osArch)).isPresent())
                .map(file -> file.path().toString())
                .or(() -> redistJars.stream()
                        .filter(jar -> contains(jar, soname))
                        .map(jar -> String.valueOf(jar.getFileName()))
                        .findFirst());
    }

    /** Paths of the same library in other versions, for a soname such as {@code libx.so.10}. */
    public List<Path> otherVersions(String soname) {
        String stem = soname.substring(0, soname.indexOf(".so") + 3) + ".";
        Set<Path> found = new TreeSet<>();
        for (Path folder : folders) {
            for (Path file : list(folder)) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(stem) && !name.equals(soname) && !name.startsWith(soname + ".")) {
                    found.add(file);
                }
            }
        }
        for (String other : cache.sonames()) {
            if (other.startsWith(stem) && !other.equals(soname)) {
                cache.of(other).stream()
                        .map(path -> under(root, path))
                        .filter(Files::exists)
                        .forEach(found::add);
            }
        }
        return List.copyOf(found);
    }

    /** Where it is looked, in words: the variable, the cache, and those folders that exist. */
    public String places() {
        List<String> places = new ArrayList<>();
        places.add(
                named.isEmpty()
                        ? PATH_VARIABLE + " (not set)"
                        : PATH_VARIABLE + " ("
                                + String.join(
                                        ", ", named.stream().map(Path::toString).toList()) + ")");
        places.add("the loader's cache");
        Set<Path> seen = new LinkedHashSet<>();
        for (Path folder : folders) {
            if (!named.contains(folder) && Files.isDirectory(folder) && seen.add(real(folder))) {
                places.add(folder.toString());
            }
        }
        places.add(redistJars.isEmpty() ? "no redist jar on the class path" : "the redist jars on the class path");
        return String.join(", ", places);
    }

    private List<Path> candidates(String soname) {
        Set<Path> candidates = new LinkedHashSet<>();
        named.forEach(folder -> candidates.add(folder.resolve(soname)));
        cache.of(soname).forEach(path -> candidates.add(under(root, path)));
        folders.forEach(folder -> candidates.add(folder.resolve(soname)));
        return candidates.stream().filter(Files::isRegularFile).toList();
    }

    private static Set<Path> folders(String pathList) {
        Set<Path> folders = new LinkedHashSet<>();
        for (String folder : pathList.split(File.pathSeparator, -1)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        return folders;
    }

    private static List<Path> list(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            // A folder that is not there has no files.
            return List.of();
        }
        return files;
    }

    private static boolean contains(Path jar, String soname) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().anyMatch(entry -> entry.getName().endsWith("/" + soname));
        } catch (IOException e) {
            return false;
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }

    private static Path under(Path root, String absolute) {
        return root.resolve(absolute.substring(absolute.startsWith("/") ? 1 : 0));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
