package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;

/** What the process returns; the numbers never change within a major version. */
enum ExitCode {
    OK(0, "success"),
    BUG(1, "internal error: please report it"),
    USAGE(2, "wrong usage"),
    GATE_FAILED(3, "a gate failed: accuracy or latency"),
    BAD_INPUT(4, "bad input: model, image, annotation or configuration"),
    UNSUPPORTED(5, "not supported here"),
    OUT_OF_RESOURCES(6, "out of memory, disk or time"),
    NATIVE_FAILURE(7, "native code failed"),
    INTEGRITY(8, "integrity check failed: a file is not what it claims to be"),
    PARTIAL(9, "partial result written; it can be resumed"),
    INTERRUPTED(130, "interrupted (143 when terminated)");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }

    static ExitCode of(FailureKind kind) {
        return switch (kind) {
            case USAGE -> USAGE;
            case GATE_FAILED -> GATE_FAILED;
            case BAD_INPUT -> BAD_INPUT;
            case UNSUPPORTED -> UNSUPPORTED;
            case OUT_OF_RESOURCES -> OUT_OF_RESOURCES;
            case NATIVE_FAILURE -> NATIVE_FAILURE;
            case INTEGRITY -> INTEGRITY;
            case PARTIAL -> PARTIAL;
            case INTERRUPTED -> INTERRUPTED;
        };
    }
}
