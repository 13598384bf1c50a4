package dev.octet.bindings.platform;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a native library did not load, and what to do about it. */
enum LoadDiagnosis {
    OLD_C_LIBRARY(
            "the C or C++ runtime of this system is older than the library needs",
            "Use a system with glibc 2.34 or newer (Ubuntu 22.04, Debian 12, RHEL 9), or the docker image."),
    NO_EXECUTE(
            "the folder that it was unpacked to does not allow execution",
            "Point -Djava.io.tmpdir and -Dorg.bytedeco.javacpp.cachedir at a folder that is not mounted noexec."),
    NO_SPACE(
            "there is no room to unpack it",
            "Free about 200 MB in the temporary folder, or point -Djava.io.tmpdir and"
                    + " -Dorg.bytedeco.javacpp.cachedir at a folder with room."),
    WRONG_PLATFORM(
            "no native code for this operating system and processor is on the class path",
            "Linux on x86-64 or arm64 is supported; build with the classifier of this machine."),
    MISSING_DEPENDENCY(
            "a shared library that it needs is not installed",
            "Install the library named above with the package manager of this system."),
    UNKNOWN("it could not be loaded", "Run `octet doctor` and read what it says about this machine.");

    private final String reason;
    private final String remedy;

    LoadDiagnosis(String reason, String remedy) {
        this.reason = reason;
        this.remedy = remedy;
    }

    static LoadDiagnosis of(Throwable cause) {
        String text = messages(cause).toLowerCase(Locale.ROOT);
        if (text.contains("glibc") || text.contains("cxxabi")) {
            return OLD_C_LIBRARY;
        }
        if (text.contains("failed to map segment") || text.contains("operation not permitted")) {
            return NO_EXECUTE;
        }
        if (text.contains("no space left") || text.contains("disk quota")) {
            return NO_SPACE;
        }
        if (text.contains("cannot open shared object file")) {
            return MISSING_DEPENDENCY;
        }
        if (text.contains("java.library.path")
                || text.contains("wrong elf class")
                || text.contains("unsupported os")
                || text.contains("unsupported arch")
                || cause instanceof NoClassDefFoundError) {
            return WRONG_PLATFORM;
        }
        return UNKNOWN;
    }

    ToolkitException toException(String library, Throwable cause) {
        return ToolkitException.diagnosed(
                name().toLowerCase(Locale.ROOT).replace('_', '-'),
                FailureKind.UNSUPPORTED,
                library + " cannot be used here: " + reason + " (" + messages(cause) + ").",
                remedy,
                cause);
    }

    private static String messages(Throwable cause) {
        StringBuilder text = new StringBuilder();
        @Nullable Throwable at = cause;
        for (int depth = 0; at != null && depth < 8; depth++) {
            if (depth > 0) {
                text.append("; ");
            }
            text.append(at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage());
            at = at.getCause();
        }
        return text.toString();
    }
}
