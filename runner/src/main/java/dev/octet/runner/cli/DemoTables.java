package dev.octet.runner.cli;

import dev.octet.runner.demo.DemoResult;
import dev.octet.runner.evaluate.MapDrop;
import java.util.Locale;

/** What a demo found, for people. */
record DemoTables(DemoResult result) {

    void printTo(Console console) {
        models().printTo(console);
        console.print("");
        algorithms().printTo(console);
        console.print("");
        result.latencies().forEach(latency -> console.print(onCpu(latency)));
        console.print(onGpu());
        console.print(String.format(
                Locale.ROOT,
                "%d scenes, %.0f s; models, calibration, scenes, pictures and summary.json are in %s",
                result.evaluationScenes().size(),
                result.took().toMillis() / 1000.0,
                result.folder()));
        result.reports().forEach(page -> console.print("report to look at: " + page));
    }

    private static String onCpu(DemoResult.Latency latency) {
        return String.format(
                Locale.ROOT,
                "on this CPU with %d %s: float %.2f ms, INT8 %.2f ms, speedup %s",
                latency.threads(),
                latency.threads() == 1 ? "thread" : "threads",
                latency.reference().medianMillis(),
                latency.quantized().medianMillis(),
                latency.speedup().text());
    }

    private String onGpu() {
        DemoResult.OnGpu onGpu = result.onGpu();
        return onGpu.engine()
                .map(engine -> String.format(
                        Locale.ROOT,
                        "on %s with %s: INT8 engine %.2f ms, %s",
                        engine.place(),
                        engine.backend(),
                        engine.latency().medianMillis(),
                        engine.model().file()))
                .orElseGet(() -> "no engine: " + onGpu.why() + " " + onGpu.remedy());
    }

    private Table models() {
        DemoResult.Model reference = result.reference();
        Table table = new Table().row("model", "kB", "mAP", "mAP50", "less mAP", "95 % interval");
        table.row(
                "float",
                kilobytes(reference),
                share(reference.accuracy().map()),
                share(reference.accuracy().map50()));
        for (DemoResult.Target target : result.targets()) {
            row(table, "INT8 for " + target.name(), target.model(), target.drop());
        }
        result.onGpu().engine().ifPresent(engine -> row(table, "INT8 engine", engine.model(), engine.drop()));
        return table;
    }

    private static void row(Table table, String name, DemoResult.Model model, MapDrop drop) {
        table.row(
                name,
                kilobytes(model),
                share(model.accuracy().map()),
                share(model.accuracy().map50()),
                share(drop.drop()),
                "+-" + share(drop.margin()));
    }

    private Table algorithms() {
        Table table = new Table().row("one algorithm everywhere", "mAP", "mAP50", "less mAP");
        for (DemoResult.Algorithm one : result.algorithms()) {
            table.row(
                    one.name() + " for " + one.target(),
                    share(one.accuracy().map()),
                    share(one.accuracy().map50()),
                    share(result.reference().accuracy().map() - one.accuracy().map()));
        }
        return table;
    }

    private static String kilobytes(DemoResult.Model model) {
        return Long.toString(model.bytes() / 1000);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
