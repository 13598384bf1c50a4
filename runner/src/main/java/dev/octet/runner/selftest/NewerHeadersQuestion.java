package dev.octet.runner.selftest;

import dev.octet.bindings.tensorrt.TensorRt;
import dev.octet.bindings.tensorrt.TensorRtProbe;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Does a library take a builder that was compiled with headers newer than it? */
final class NewerHeadersQuestion implements SelfCheck {

    @Override
    public String name() {
        return "question-newer-headers";
    }

    @Override
    public String proves() {
        return "TensorRT builds an engine although the headers are of a later version than the library.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        TensorRtProbe probe = TensorRt.probe();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("library", TensorRtProbe.words(probe.libraryVersion()));
        values.put("headers", TensorRtProbe.words(probe.headerVersion()));
        if (!probe.headersNewer()) {
            return Verdict.skipped("The headers are not newer than the library.", values);
        }
        Path plan = bench.demo().folder().resolve("newer-headers.engine");
        bench.gpu().build(EngineRecipe.typed("float32", bench.demo().model()).quick(), null, plan);
        return Verdict.passed(values);
    }
}
