package dev.octet.bindings.failure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the user can fix. The message alone must be enough: what happened, where, what was seen, what was
 * expected, and what to do. Bugs are JDK exceptions instead.
 */
public final class ToolkitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final String remedy;

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
        super(Objects.requireNonNull(message, "message"), cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    /** The family of the failure. */
    public FailureKind kind() {
        return kind;
    }

    /** What the user can do next. */
    public String remedy() {
        return remedy;
    }
}
