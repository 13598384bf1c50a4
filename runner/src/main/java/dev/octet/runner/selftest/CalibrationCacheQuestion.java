package dev.octet.runner.selftest;

import dev.octet.bindings.tensorrt.CalibratorKind;
import dev.octet.bindings.tensorrt.Int8Calibrator;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What does TensorRT write into a cache, and does it take one that it did not write? */
final class CalibrationCacheQuestion implements SelfCheck {

    @Override
    public String name() {
        return "question-calibration-cache";
    }

    @Override
    public String proves() {
        return "TensorRT builds from a calibration cache of ours without asking for a batch.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        if (!GpuFacts.hasCalibrators()) {
            return Verdict.skipped(GpuFacts.withoutCalibrators(), Map.of());
        }
        Path folder = bench.demo().folder();
        Path ours = folder.resolve("ours.cache");
        bench.demo()
                .calibration()
                .writeTensorRtCache(ours, GpuFacts.tensorRt(), bench.demo().model());
        KeptCache theirs = new KeptCache(null);
        build(bench, theirs);
        KeptCache given = new KeptCache(bytes(ours));
        Built built = build(bench, given);

        Map<String, Object> values = new LinkedHashMap<>();
        values.put("header_of_tensorrt", theirs.lines().length == 0 ? "" : theirs.lines()[0]);
        values.put(
                "header_of_ours",
                new String(bytes(ours), StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse(""));
        values.put("tensors_only_tensorrt_names", onlyInTheirs(theirs, ours, folder));
        values.put("batches_asked_for", built.batches);
        values.put("written_anew", given.lines().length > 0);
        return Verdict.when(
                built.tookCache && built.batches == 0,
                "TensorRT did not take the cache: it asked for " + built.batches + " batches.",
                values);
    }

    private record Built(boolean tookCache, int batches) {}

    private static Built build(SelfTestBench bench, KeptCache cache) {
        Path plan = bench.demo().folder().resolve("cache.engine");
        try (Int8Calibrator calibrator = Int8Calibrator.of(
                bench.gpu().device(), CalibratorKind.ENTROPY2, new SceneBatches(bench.demo()), cache)) {
            bench.gpu()
                    .build(
                            EngineRecipe.calibrated("cache", bench.demo().model())
                                    .quick(),
                            calibrator,
                            plan);
            return new Built(calibrator.usedCache(), calibrator.batchesGiven());
        }
    }

    private static Set<String> onlyInTheirs(KeptCache theirs, Path ours, Path folder) {
        Path file = folder.resolve("theirs.cache");
        AtomicFile.write(file, (String.join("\n", theirs.lines()) + "\n").getBytes(StandardCharsets.UTF_8));
        Set<String> only = new TreeSet<>(TensorRtCache.at(file).tensors());
        only.removeAll(TensorRtCache.at(ours).tensors());
        return only;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
