package dev.octet.bindings.failure;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the user can fix. The message alone must be enough: what happened, where, what was seen, what was
 * expected, and what to do. Bugs are JDK exceptions instead.
 */
public final class ToolkitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final String remedy;
    private final @Nullable String diagnosis;

    /**
     * A failure with its remedy.
     *
     * @param kind the family, which decides the exit code
     * @param message what happened, where, what was seen and what was expected
     * @param remedy what the user can do next, one sentence
     */
    public ToolkitException(FailureKind kind, String message, String remedy) {
        this(kind, message, remedy, null);
    }

    /**
     * A failure with its remedy and the exception underneath.
     *
     * @param kind the family, which decides the exit code
     * @param message what happened, where, what was seen and what was expected
     * @param remedy what the user can do next, one sentence
     * @param cause the exception underneath, shown only on request
     */
    public ToolkitException(FailureKind kind, String message, String remedy, @Nullable Throwable cause) {
        this(kind, message, remedy, null, cause);
    }

    private ToolkitException(
            FailureKind kind, String message, String remedy, @Nullable String diagnosis, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.remedy = Objects.requireNonNull(remedy, "remedy");
        this.diagnosis = diagnosis;
    }

    /**
     * A failure that is known by name.
     *
     * @param diagnosis the name, in lower case with hyphens, such as {@code no-driver}; scripts may rely on it
     * @param kind the family, which decides the exit code
     * @param message what happened, where, what was seen and what was expected
     * @param remedy what the user can do next, one sentence
     * @param cause the exception underneath, shown only on request
     */
    public static ToolkitException diagnosed(
            String diagnosis, FailureKind kind, String message, String remedy, @Nullable Throwable cause) {
        return new ToolkitException(kind, message, remedy, Objects.requireNonNull(diagnosis, "diagnosis"), cause);
    }

    /** The same failure, thrown from another place: for one that is remembered. */
    public ToolkitException again() {
        return new ToolkitException(kind, String.valueOf(getMessage()), remedy, diagnosis, getCause());
    }

    /** The family of the failure. */
    public FailureKind kind() {
        return kind;
    }

    /** What the user can do next. */
    public String remedy() {
        return remedy;
    }

    /** The name that this failure is known by; empty when it has none. */
    public Optional<String> diagnosis() {
        return Optional.ofNullable(diagnosis);
    }
}
