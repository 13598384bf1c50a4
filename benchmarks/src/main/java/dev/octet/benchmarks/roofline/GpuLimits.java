package dev.octet.benchmarks.roofline;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Optional;

/** The limits of NVIDIA GPUs that the table knows. */
public final class GpuLimits {

    private GpuLimits() {}

    /**
     * Of a GPU on a card.
     *
     * @param cudaName as CUDA calls it, such as "NVIDIA H200"
     * @throws ToolkitException {@code UNSUPPORTED} when the table does not have it
     */
    public static DeviceLimits ofCard(String cudaName) {
        return KnownGpus.named(cudaName)
                .orElseThrow(() -> new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        "There are no limits of GPU " + cudaName + " in the table, which has "
                                + String.join(", ", KnownGpus.names()) + " and Jetson modules.",
                        "Leave --roofline out."));
    }

    /**
     * Of a Jetson module.
     *
     * @param model as the device tree calls it
     * @param memoryBytes of the module
     * @param powerMode as nvpmodel calls it, where it is known
     * @throws ToolkitException {@code UNSUPPORTED} when the table does not have it
     */
    public static DeviceLimits ofJetson(String model, long memoryBytes, Optional<String> powerMode) {
        return KnownJetsons.of(model, memoryBytes, powerMode)
                .orElseThrow(() -> new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        "There are no limits of Jetson module " + model + " in the table, which has Orin Nano, Orin NX,"
                                + " AGX Orin and Thor.",
                        "Leave --roofline out."));
    }
}
