package dev.octet.bindings.tensorrt;

import dev.octet.bindings.failure.ToolkitException;

/**
 * The version of TensorRT that is loaded, and what it can do.
 *
 * @param library the library, as {@code major * 10000 + minor * 100 + patch}
 * @param headers what the bindings were made with, in the same form
 */
public record TensorRtVersions(int library, int headers) {

    /** The library's version, as in 10.15.1. */
    public String libraryText() {
        return TensorRtProbe.words(library);
    }

    /** The headers' version, as in 10.15.1. */
    public String headersText() {
        return TensorRtProbe.words(headers);
    }

    /** Major of the library. */
    public int major() {
        return library / 10_000;
    }

    /** Minor of the library. */
    public int minor() {
        return library % 10_000 / 100;
    }

    /** True when types come from the graph alone, as in 11 and later: no precision flags, no calibrators. */
    public boolean onlyStronglyTyped() {
        return major() >= 11;
    }

    void requireCalibrators() {
        if (onlyStronglyTyped()) {
            throw TensorRtFailure.versionLacks(
                    libraryText(),
                    "INT8 calibrators",
                    "Quantize the model with `octet quantize --target tensorrt` and build the Q/DQ model.");
        }
    }

    /**
     * Goes on only with this version or a later one.
     *
     * @throws ToolkitException {@code UNSUPPORTED} otherwise
     */
    void requireAtLeast(int major, int minor, String what) {
        if (major() < major || (major() == major && minor() < minor)) {
            throw TensorRtFailure.versionLacks(
                    libraryText(), what, "Use TensorRT " + major + "." + minor + " or later, or leave it out.");
        }
    }
}
