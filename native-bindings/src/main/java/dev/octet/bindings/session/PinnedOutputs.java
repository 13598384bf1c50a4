package dev.octet.bindings.session;

import dev.octet.bindings.tensors.HostTensor;
import java.util.Map;

/** What every session asks of the tensors that it is to write into. */
public final class PinnedOutputs {

    private PinnedOutputs() {}

    /**
     * Refuses a run that would give nothing.
     *
     * @throws IllegalArgumentException when no output is named
     */
    public static void requireSome(Map<String, HostTensor> pinnedOutputs) {
        if (pinnedOutputs.isEmpty()) {
            throw new IllegalArgumentException("pinnedOutputs is empty, must name at least one output");
        }
    }
}
