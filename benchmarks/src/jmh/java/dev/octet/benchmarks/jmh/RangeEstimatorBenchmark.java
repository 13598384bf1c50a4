package dev.octet.benchmarks.jmh;

import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.Symmetry;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;

/** Milliseconds that every estimator together takes for 400 tensors on one thread, once symmetric and once affine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RangeEstimatorBenchmark {

    private static final int TENSORS = 400;
    private static final int VALUES = 1 << 18;

    private final List<TensorStatistics> tensors = new ArrayList<>();

    /** Observes a few tensors of each shape. */
    @Setup
    public void observe() {
        for (ActivationShape shape : ActivationShape.values()) {
            TensorObserver observer = new TensorObserver(shape.name());
            observer.observe(shape.values(VALUES), 0, VALUES);
            tensors.add(observer.snapshot());
        }
    }

    /** All estimators, both symmetries. */
    @Benchmark
    public void estimateAll(Blackhole sink) {
        for (int i = 0; i < TENSORS; i++) {
            for (RangeEstimator estimator : Estimators.all()) {
                for (Symmetry symmetry : Symmetry.values()) {
                    sink.consume(estimator.estimate(tensors.get(i % tensors.size()), symmetry));
                }
            }
        }
    }
}
