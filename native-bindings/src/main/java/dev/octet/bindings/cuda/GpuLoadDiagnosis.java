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
    private static final Pattern NO_LIBRARY =
            Pattern.compile("(/[^:]+): (?:invalid ELF header|file too short|ELF file.*)");
    private static final Pattern OTHER_PROCESSOR = Pattern.compile("(/[^:]+): wrong ELF class");
    private static final Pattern OLD_RUNTIME =
            Pattern.compile("version `((?:GLIBC|GLIBCXX|CXXABI)_[0-9.]+)' not found");
    private static final Pattern SYMBOL = Pattern.compile("undefined symbol: ([^ ,)]+)");
    private static final Pattern NO_JNI = Pattern.compile("no (jni\\w+) in java\\.library\\.path");

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
        found = OLD_RUNTIME.matcher(text);
        if (found.find()) {
            return GpuFailure.GLIBC_TOO_OLD.of(library, found.group(1) + " is needed", failure);
        }
        found = SYMBOL.matcher(text);
        if (found.find()) {
            return GpuFailure.HEADERS_NEWER.of(library, "it has no function " + found.group(1), failure);
        }
        found = NO_LIBRARY.matcher(text);
        if (found.find()) {
            return GpuFailure.NOT_A_LIBRARY.of(library, found.group(1) + " is no shared library", failure);
        }
        found = OTHER_PROCESSOR.matcher(text);
        if (found.find()) {
            return GpuFailure.WRONG_ARCHITECTURE.of(library, found.group(1), failure);
        }
        found = NO_JNI.matcher(text);
        if (found.find()) {
            return GpuFailure.WRONG_JAR.of(library, "lib" + found.group(1) + ".so is in none of them", failure);
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

    private static String deepestMessage(Throwable failure) {
        String text = "";
        @Nullable Throwable at = failure;
        for (int depth = 0; at != null && depth < 8; depth++) {
            text = at.getMessage() == null ? text : at.getMessage();
            at = at.getCause();
        }
        return text;
    }
}
