package dev.octet.runner.engine;

import dev.octet.calibrator.model.ActivationBudget;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import java.util.OptionalLong;

/**
 * What a build needs at the least on the device, told from the model: its constants, and every tensor at the largest sizes
 * of the profile as if none shared memory with another. TensorRT lets tensors share, and takes scratch memory beside.
 *
 * @param weightBytes of the constants as the model has them
 * @param tensorBytes of the inputs and the results of all nodes, as the model types them
 * @param workspaceBytes limit of a layer's scratch memory; empty when there is none
 */
public record MemoryEstimate(long weightBytes, long tensorBytes, OptionalLong workspaceBytes) {

    private static final double MIB = 1 << 20;

    /** The estimate for a model with the sizes of a profile. */
    public static MemoryEstimate of(OnnxModel model, ProfilePlan profile, OptionalLong workspaceBytes) {
        long weights = model.graph().initializers().stream()
                .mapToLong(constant -> constant.type().bytes(constant.shape().elementCount()))
                .sum();
        Graph sized = sized(model, profile);
        return new MemoryEstimate(weights, ActivationBudget.of(sized).totalBytes(), workspaceBytes);
    }

    private static Graph sized(OnnxModel model, ProfilePlan profile) {
        if (profile.ranges().isEmpty()) {
            return model.graph();
        }
        ModelEditor editor = model.edit();
        for (ValueSpec input : model.graph().inputs()) {
            editor.setInputShape(
                    input.name(),
                    profile.largest(input).stream().mapToLong(Long::longValue).toArray());
        }
        return editor.build().graph();
    }

    /** In words. */
    public String text() {
        String scratch = workspaceBytes.isPresent()
                ? "up to " + mib(workspaceBytes.getAsLong()) + " of scratch memory for a layer"
                : "scratch memory without a limit (--workspace sets one)";
        return "weights " + mib(weightBytes) + ", tensors at most " + mib(tensorBytes) + ", and " + scratch;
    }

    private static String mib(long bytes) {
        return String.format(java.util.Locale.ROOT, "%.1f MiB", bytes / MIB);
    }
}
