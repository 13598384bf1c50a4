package dev.octet.runner.cli;

import org.jspecify.annotations.Nullable;

/** Numbers as JSON can have them. */
final class JsonNumber {

    private JsonNumber() {}

    /** JSON has no infinity and no NaN. */
    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
