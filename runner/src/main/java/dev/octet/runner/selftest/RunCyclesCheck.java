package dev.octet.runner.selftest;

import dev.octet.bindings.tensorrt.EngineSession;
import dev.octet.bindings.tensors.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One engine, run again and again. */
final class RunCyclesCheck implements SelfCheck {

    private final int runs;

    RunCyclesCheck(int runs) {
        this.runs = runs;
    }

    @Override
    public String name() {
        return "engine-run-cycles";
    }

    @Override
    public String proves() {
        return "Running an engine " + runs + " times takes no more memory of the device or of this process.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        DemoBench demo = bench.demo();
        EngineRecipe recipe = EngineRecipe.typed("int8-explicit", demo.quantized("tensorrt"));
        List<float[]> inputs = demo.inputs();
        try (EngineSession session = bench.gpu().open(bench.gpu().plan(recipe));
                HostTensor input = HostTensor.copyOf(inputs.get(0), demo.inputShape())) {
            long start = System.nanoTime();
            MemoryGrowth growth = MemoryGrowth.of(
                    bench.gpu().device(),
                    runs,
                    () -> session.run(Map.of(demo.inputName(), input)).values().forEach(HostTensor::close));
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("runs", runs);
            values.put("graph", session.graphState());
            values.put("mean_run_ms", (System.nanoTime() - start) / 1e6 / runs);
            return growth.verdict(values);
        }
    }
}
