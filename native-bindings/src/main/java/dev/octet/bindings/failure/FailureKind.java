package dev.octet.bindings.failure;

/** The families of failure that a user can do something about; the command line gives each its exit code. */
public enum FailureKind {
    /** A flag or argument is wrong or missing. */
    USAGE,
    /** A gate that the user set did not hold: accuracy or latency. */
    GATE_FAILED,
    /** A model, image, annotation or configuration file cannot be used as it is. */
    BAD_INPUT,
    /** The operator, format, hardware or library is not supported here. */
    UNSUPPORTED,
    /** Memory, disk or time ran out, or would run out. */
    OUT_OF_RESOURCES,
    /** Native code failed or died. */
    NATIVE_FAILURE,
    /** A file is not the one it claims to belong to: hash or checksum differs. */
    INTEGRITY,
    /** Part of the work is written and can be continued. */
    PARTIAL,
    /** The user or the system asked to stop. */
    INTERRUPTED
}
