package dev.octet.runner.selftest;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.tensorrt.EngineSession;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Is the memory of runtime, engine and context given back when they are closed, without a crash? */
final class ReleaseQuestion implements SelfCheck {

    @Override
    public String name() {
        return "question-release";
    }

    @Override
    public String proves() {
        return "Closing a session gives back the memory of context, engine and runtime.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        Device device = bench.gpu().device();
        Path plan = bench.gpu()
                .plan(EngineRecipe.typed("int8-explicit", bench.demo().quantized("tensorrt")));
        float[] input = bench.demo().inputs().get(0);
        long[] open = new long[1];
        Runnable cycle = () -> {
            try (EngineSession session = bench.gpu().open(plan)) {
                bench.demo().outputs(session, input);
                open[0] = device.freeMemory();
            }
        };
        cycle.run();
        long closed = device.freeMemory();
        MemoryGrowth growth = MemoryGrowth.of(device, SelfTestDefaults.LOADS, cycle);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("loads", SelfTestDefaults.LOADS);
        values.put("free_while_open_bytes", open[0]);
        values.put("free_once_closed_bytes", closed);
        return growth.verdict(values);
    }
}
