package dev.octet.benchmarks.jmh;

import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.table.CalibrationTable;
import dev.octet.calibrator.table.ImageSet;
import dev.octet.calibrator.table.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds for a calibration table of 400 tensors, the size of a YOLOv7: to its bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TableBenchmark {

    private static final int TENSORS = 400;
    private static final int VALUES = 1 << 16;

    private CalibrationTable table = table(List.of());
    private byte[] bytes = new byte[0];

    /** Observes 400 tensors. */
    @Setup
    public void observe() {
        List<TensorStatistics> statistics = new ArrayList<>();
        for (int i = 0; i < TENSORS; i++) {
            TensorObserver observer = new TensorObserver("tensor" + i);
            observer.observe(ActivationShape.values()[i % ActivationShape.values().length].values(VALUES), 0, VALUES);
            statistics.add(observer.snapshot());
        }
        table = table(statistics);
        bytes = table.toBytes();
    }

    private static CalibrationTable table(List<TensorStatistics> statistics) {
        return CalibrationTable.of(
                new Provenance("benchmark", "model.onnx", "0f".repeat(32), ImageSet.empty(), Map.of()),
                statistics,
                Estimators.all());
    }

    /** The table as the bytes of its file. */
    @Benchmark
    public byte[] write() {
        return table.toBytes();
    }

    /** The bytes as a table, verified. */
    @Benchmark
    public CalibrationTable read() {
        return CalibrationTable.parse(bytes, "the table");
    }
}
