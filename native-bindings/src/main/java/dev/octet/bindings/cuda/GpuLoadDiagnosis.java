package dev.octet.bindings.cuda;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.LibraryFile;
import dev.octet.bindings.platform.LibrarySearch;
import dev.octet.bindings.platform.NativeLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why one of NVIDIA's libraries did not load: the message of the system's loader, held against the files that are there. */
public final class GpuLoadDiagnosis {

    private static final Pattern MISSING = Pattern.compile("(lib[^ /:]+\\.so[^ :]*): cannot open shared object file");

    /** What else the loader says, most telling first. */
    private static final List<Sign> SIGNS = List.of(
            sign("version `((?:GLIBC|GLIBCXX|CXXABI)_[0-9.]+)' not found", GpuFailure.GLIBC_TOO_OLD, "{} is needed"),
            sign("undefined symbol: ([^ ,)]+)", GpuFailure.HEADERS_NEWER, "it has no function {}"),
            sign(
                    "(/[^:]+): (?:invalid ELF header|file too short|ELF file.*)",
                    GpuFailure.NOT_A_LIBRARY,
                    "{} is no shared library"),
            sign("(/[^:]+): wrong ELF class", GpuFailure.WRONG_ARCHITECTURE, "{}"),
            sign("no (jni\\w+) in java\\.library\\.path", GpuFailure.WRONG_JAR, "lib{}.so is in none of them"));

    private final String library;
    private final LibrarySearch search;

    /**
     * A diagnosis.
     *
     * @param library what did not load, as people call it
     * @param search where libraries are
     */
    public GpuLoadDiagnosis(String library, LibrarySearch search) {
        this.library = library;
        this.search = search;
    }

    /** What the failure means; {@code UNSUPPORTED} and named. */
    public ToolkitException of(Throwable failure) {
        // JavaCPP's own message says that its part was not found; why stands in the cause.
        String text = deepestMessage(failure);
        Matcher found = MISSING.matcher(text);
        if (found.find()) {
            return missing(found.group(1), failure);
        }
        for (Sign sign : SIGNS) {
            Matcher seen = sign.text().matcher(text);
            if (seen.find()) {
                return sign.failure().of(library, sign.seen().replace("{}", seen.group(1)), failure);
            }
        }
        return NativeLibrary.unknown(library, failure);
    }

    private ToolkitException missing(String soname, Throwable failure) {
        Optional<LibraryFile> file = search.first(soname);
        if (file.isPresent()) {
            String fault = file.get().fault(search.osArch());
            if (!file.get().isLibrary()) {
                return GpuFailure.NOT_A_LIBRARY.of(library, fault, failure);
            }
            return file.get().header().orElseThrow().fits(search.osArch())
                    ? GpuFailure.LIBRARY_NOT_ON_PATH.of(
                            library, file.get().path().toString(), failure)
                    : GpuFailure.WRONG_ARCHITECTURE.of(library, fault, failure);
        }
        if (soname.equals(GpuLibrary.DRIVER.soname())) {
            return GpuFailure.NO_DRIVER.of(library, soname + " was looked for in " + search.places(), failure);
        }
        List<Path> others = search.otherVersions(soname);
        String origin = GpuLibrary.originOf(soname);
        return others.isEmpty()
                ? GpuFailure.LIBRARY_MISSING.of(
                        library, soname + " was looked for in " + search.places(), origin, failure)
                : GpuFailure.SONAME_MISMATCH.of(
                        library, soname + " is wanted, " + others.get(0) + " is there", origin, failure);
    }

    private static Sign sign(String text, GpuFailure failure, String seen) {
        return new Sign(Pattern.compile(text), failure, seen);
    }

    private static String deepestMessage(Throwable failure) {
        String text = "";
        @Nullable Throwable at = failure;
        for (int depth = 0; at != null && depth < 8; depth++) {
            text = at.getMessage() == null ? text : at.getMessage();
            at = at.getCause();
        }
        return text;
    }

    /**
     * A message of the loader that is understood.
     *
     * @param text the message, with one group
     * @param failure what it means
     * @param seen what is said of the group, which stands for {@code {}}
     */
    private record Sign(Pattern text, GpuFailure failure, String seen) {}
}
