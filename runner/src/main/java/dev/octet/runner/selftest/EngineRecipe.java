package dev.octet.runner.selftest;

import dev.octet.bindings.tensorrt.BuilderFlag;
import dev.octet.calibrator.model.OnnxModel;
import java.util.Set;

/**
 * How an engine is made.
 *
 * @param name of the engine
 * @param model its graph
 * @param stronglyTyped whether types come from the graph alone
 * @param flags switches of the build
 * @param optimizationLevel how hard the builder tries, 0 to 5
 */
record EngineRecipe(
        String name, OnnxModel model, boolean stronglyTyped, Set<BuilderFlag> flags, int optimizationLevel) {

    private static final int USUAL = 3;
    private static final int QUICK = 0;

    EngineRecipe {
        flags = Set.copyOf(flags);
    }

    static EngineRecipe fp16(OnnxModel model) {
        return new EngineRecipe("fp16", model, false, Set.of(BuilderFlag.FP16), USUAL);
    }

    /** Types from the graph, which every version can: float32 where there is no Q/DQ. */
    static EngineRecipe typed(String name, OnnxModel model) {
        return new EngineRecipe(name, model, true, Set.of(), USUAL);
    }

    static EngineRecipe calibrated(String name, OnnxModel model) {
        return new EngineRecipe(name, model, false, Set.of(BuilderFlag.INT8, BuilderFlag.FP16), USUAL);
    }

    /** The same engine with less effort. */
    EngineRecipe quick() {
        return new EngineRecipe(name + "-quick", model, stronglyTyped, flags, QUICK);
    }
}
