package dev.octet.runner.cli;

import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.Speedup;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.platform.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Timed models as a table and as JSON.
 *
 * @param measured one, or two in turns
 * @param backends what ran each, with its version
 * @param options threads of ONNX Runtime
 */
record BenchmarkReport(List<Measurement> measured, List<String> backends, SessionOptions options) {

    BenchmarkReport {
        measured = List.copyOf(measured);
        backends = List.copyOf(backends);
        if (measured.size() != backends.size()) {
            throw new IllegalArgumentException(measured.size() + " measurements, " + backends.size() + " backends");
        }
    }

    void printTo(Console console) {
        Table table = new Table().row("model", "backend", "median ms", "25 %", "75 %", "fastest", "rounds");
        List<Map<String, Object>> models = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            row(table, measured.get(i), backends.get(i));
            models.add(json(measured.get(i), backends.get(i)));
        }
        table.printTo(console);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("models", models);
        document.put("threads", options.intraOpThreads());
        document.put("cpu", Machine.current().cpuModel());
        if (measured.size() == 2) {
            Speedup speedup = Speedup.of(measured.get(1), measured.get(0));
            console.print("speedup " + speedup.text());
            document.put("speedup", speedup.toMap());
        }
        console.document("octet.benchmark/2", document);
    }

    private static void row(Table table, Measurement one, String backend) {
        table.row(
                one.name(),
                backend,
                millis(one.medianMillis()),
                millis(one.lowerQuartileMillis()),
                millis(one.upperQuartileMillis()),
                millis(one.minimumMillis()),
                Integer.toString(one.sampleNanos().size()));
    }

    private static Map<String, Object> json(Measurement one, String backend) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("model", one.name());
        entry.put("backend", backend);
        entry.put("medianMillis", one.medianMillis());
        entry.put("lowerQuartileMillis", one.lowerQuartileMillis());
        entry.put("upperQuartileMillis", one.upperQuartileMillis());
        entry.put("minimumMillis", one.minimumMillis());
        entry.put("sampleNanos", one.sampleNanos());
        return entry;
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
