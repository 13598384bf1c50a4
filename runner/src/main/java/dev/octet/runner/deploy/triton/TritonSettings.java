package dev.octet.runner.deploy.triton;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.regex.Pattern;

/**
 * What a user decides of a model in Triton.
 *
 * @param name of the model, which is that of its folder
 * @param maxBatch images in a batch that Triton may form, where the model takes batches
 * @param instances of the model that run at the same time
 * @param queueDelayMicros that a request may wait for others
 */
public record TritonSettings(String name, int maxBatch, int instances, int queueDelayMicros) {

    /** Enough to fill a GPU with a small detector, and no more than its memory has. */
    public static final int MAX_BATCH = 8;

    /** One: more of them need their memory again. */
    public static final int INSTANCES = 1;

    /** A millisecond is hardly seen in a frame of 33 ms, and lets batches form. */
    public static final int QUEUE_DELAY_MICROS = 1000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    public TritonSettings {
        if (!NAME.matcher(name).matches()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "'" + name + "' cannot be the name of a model in Triton: it is the name of its folder.",
                    "Give one of letters, digits, '_', '-' and '.' with --model-name.");
        }
        if (maxBatch < 1 || instances < 1 || queueDelayMicros < 0) {
            throw new IllegalArgumentException("maxBatch " + maxBatch + ", instances " + instances
                    + " and queueDelayMicros " + queueDelayMicros + " are not usable");
        }
    }
}
