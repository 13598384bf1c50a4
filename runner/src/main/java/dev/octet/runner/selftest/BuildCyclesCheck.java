package dev.octet.runner.selftest;

import java.nio.file.Path;
import java.util.Map;

/** One engine, built and closed again and again. */
final class BuildCyclesCheck implements SelfCheck {

    private final int builds;

    BuildCyclesCheck(int builds) {
        this.builds = builds;
    }

    @Override
    public String name() {
        return "engine-build-cycles";
    }

    @Override
    public String proves() {
        return "Building and closing an engine " + builds + " times takes no more memory, up to what parsers keep.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        EngineRecipe recipe =
                EngineRecipe.typed("float32", bench.demo().model()).quick();
        Path plan = bench.demo().folder().resolve("cycles.engine");
        MemoryGrowth growth =
                MemoryGrowth.of(bench.gpu().device(), builds, () -> bench.gpu().build(recipe, null, plan));
        return growth.verdict(Map.of("builds", builds));
    }
}
