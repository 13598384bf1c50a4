package dev.octet.calibrator.recipe;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.search.RangePlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a model is to be quantized for a target: repairs, how each range is chosen, and what stays in float. It holds no
 * ranges: those come from the images that the model is calibrated on.
 *
 * @param model file name of the float model, for people
 * @param modelSha256 of the float model's file
 * @param target name of the deployment target
 * @param repairs by name, in the order in which they are applied
 * @param equalized the tensors whose channels are equalized
 * @param plan ranges and nodes in float
 * @param measured what was measured when the recipe was made, for people; not read back
 */
public record Recipe(
        String model,
        String modelSha256,
        String target,
        List<String> repairs,
        List<String> equalized,
        RangePlan plan,
        Map<String, Object> measured) {

    public Recipe {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(modelSha256, "modelSha256");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(plan, "plan");
        repairs = List.copyOf(repairs);
        equalized = List.copyOf(equalized);
        measured = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(measured));
    }

    /**
     * Reads a recipe.
     *
     * @throws ToolkitException {@code BAD_INPUT} when the file is missing, too large, not YAML, or has an unknown key or a
     *     wrong value
     */
    public static Recipe read(Path file) {
        return new RecipeReader(file).read();
    }

    /** Writes the recipe as YAML, whole or not at all; the same recipe gives the same bytes. */
    public void writeTo(Path file) {
        RecipeWriter.write(this, file);
    }

    /**
     * Checks that the recipe is for this model and target.
     *
     * @throws ToolkitException {@code INTEGRITY} when not
     */
    public void requireFits(OnnxModel given, String givenTarget) {
        if (!given.sha256().equals(modelSha256)) {
            throw misfit("for the model " + model + " with SHA-256 " + modelSha256 + ", " + given.name() + " has "
                    + given.sha256());
        }
        if (!givenTarget.equals(target)) {
            throw misfit("for the target " + target + ", not for " + givenTarget);
        }
    }

    private static ToolkitException misfit(String what) {
        return new ToolkitException(
                FailureKind.INTEGRITY,
                "The recipe is " + what + ".",
                "Give the recipe of this model and target, or make one with 'octet tune'.");
    }
}
