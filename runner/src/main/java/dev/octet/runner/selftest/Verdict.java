package dev.octet.runner.selftest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came out of a check.
 *
 * @param status passed, failed or skipped
 * @param reason why it failed or was skipped; empty when it passed
 * @param values what was measured, by name
 */
public record Verdict(Status status, String reason, Map<String, Object> values) {

    /** How a check can end. */
    public enum Status {
        /** What it proves is so. */
        PASSED,
        /** It is not so. */
        FAILED,
        /** The question does not arise here. */
        SKIPPED
    }

    public Verdict {
        if (reason.isEmpty() != (status == Status.PASSED)) {
            throw new IllegalArgumentException("reason is '" + reason + "' of a check that " + status);
        }
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static Verdict passed(Map<String, Object> values) {
        return new Verdict(Status.PASSED, "", values);
    }

    static Verdict failed(String reason, Map<String, Object> values) {
        return new Verdict(Status.FAILED, reason, values);
    }

    static Verdict skipped(String reason, Map<String, Object> values) {
        return new Verdict(Status.SKIPPED, reason, values);
    }

    /** Passed when it holds, otherwise failed for that reason. */
    static Verdict when(boolean holds, String otherwise, Map<String, Object> values) {
        return holds ? passed(values) : failed(otherwise, values);
    }
}
