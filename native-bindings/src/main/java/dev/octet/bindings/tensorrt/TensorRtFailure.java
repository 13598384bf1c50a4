package dev.octet.bindings.tensorrt;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a failure of what TensorRT said in its log, the only place where it gives reasons. */
final class TensorRtFailure {

    private static final Pattern RESOURCE = Pattern.compile("libnvinfer_builder_resource_(\\w+)\\.so\\.[0-9.]+");
    private static final String NOTHING_SAID = "TensorRT gave no reason";

    private TensorRtFailure() {}

    /**
     * The failure of a step.
     *
     * @param what did not happen, as in "TensorRT made no engine"
     * @param complaints errors and warnings of the log
     */
    static ToolkitException of(String what, List<String> complaints) {
        String said = complaints.isEmpty() ? NOTHING_SAID : String.join("; ", complaints);
        String message = what + ": " + said + ".";
        Matcher resource = RESOURCE.matcher(said);
        if (resource.find()) {
            return new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    message,
                    "This GPU's part of the builder is not installed: put " + resource.group()
                            + " beside libnvinfer; `octet doctor` says where to get it.");
        }
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("out of memory") || lower.contains("outofmemory") || lower.contains("insufficient memory")) {
            return new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    message,
                    "Free memory of the GPU, or lower --workspace, the batch or the input size.");
        }
        if (lower.contains("expecting library version") || lower.contains("not compatible with this version")) {
            return new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    message,
                    "An engine runs only on the TensorRT that built it, unless it was built with --version-compatible:"
                            + " build it here.");
        }
        if (lower.contains("incompatible device") || lower.contains("different models of devices")) {
            return new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    message,
                    "An engine runs only on the kind of GPU that it was built for, unless it was built with"
                            + " --hardware-compatibility: build it here.");
        }
        if (lower.contains("getenginehostcodeallowed")) {
            return new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    message,
                    "The engine carries code for the host, which is never run here: build it without"
                            + " --version-compatible.");
        }
        if (lower.contains("could not find any implementation for node")) {
            return new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    message,
                    "Give it more memory with --workspace, or let the layer that is named run in another precision.");
        }
        return new ToolkitException(
                FailureKind.NATIVE_FAILURE,
                message,
                "Run it again with -v for all that TensorRT says, and `octet doctor` for this machine.");
    }

    /** What this version of TensorRT cannot do any more, or not yet. */
    static ToolkitException versionLacks(String version, String what, String remedy) {
        return new ToolkitException(FailureKind.UNSUPPORTED, "TensorRT " + version + " has no " + what + ".", remedy);
    }
}
