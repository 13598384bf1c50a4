package dev.octet.runner.doctor;

import dev.octet.bindings.failure.ToolkitException;

/**
 * One line of the diagnosis.
 *
 * @param check what was looked at
 * @param status ok, warn or fail
 * @param found what was found
 * @param fix what to do, empty when there is nothing to do
 * @param name what a known failure is called, such as no-driver; empty when it is none
 */
public record Finding(String check, String status, String found, String fix, String name) {

    private static final String OK = "ok";
    private static final String WARN = "warn";
    private static final String FAIL = "fail";

    static Finding ok(String check, String found) {
        return new Finding(check, OK, found, "", "");
    }

    static Finding warn(String check, String found, String fix) {
        return new Finding(check, WARN, found, fix, "");
    }

    static Finding fail(String check, String found, String fix) {
        return new Finding(check, FAIL, found, fix, "");
    }

    /** A failure of a native library, which matters only where the library is needed. */
    static Finding of(String check, ToolkitException failure, boolean needed) {
        return new Finding(
                check,
                needed ? FAIL : WARN,
                String.valueOf(failure.getMessage()),
                failure.remedy(),
                failure.diagnosis().orElse(""));
    }

    /** True when nothing needs to be done. */
    public boolean passed() {
        return status.equals(OK);
    }

    /** True when what Octet is asked to do cannot work so. */
    public boolean failed() {
        return status.equals(FAIL);
    }
}
