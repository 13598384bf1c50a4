package dev.octet.benchmarks.jmh;

import dev.octet.calibrator.observe.TensorObserver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per value that a warm observer takes, beside reading the same memory and doing nothing with it: the quotient
 * is the share of memory bandwidth that observation reaches. 64 MiB, beyond the caches.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HistogramKernelBenchmark {

    private static final int COUNT = 1 << 24;
    private static final int BLOCK = 1 << 10;

    /** What the values look like. */
    @Param
    public ActivationShape shape = ActivationShape.SILU;

    private final float[] block = new float[BLOCK];
    private FloatBuffer values = FloatBuffer.allocate(0);
    private ShortBuffer halves = ShortBuffer.allocate(0);
    private TensorObserver observer = new TensorObserver("none");

    /** Fills 64 MiB, and lets the observer see them once. */
    @Setup
    public void fill() {
        float[] wanted = shape.values(COUNT);
        values = direct(COUNT * Float.BYTES).asFloatBuffer().put(wanted).rewind();
        halves = direct(COUNT * Short.BYTES).asShortBuffer();
        for (int i = 0; i < COUNT; i++) {
            halves.put(i, (short) (Float.floatToRawIntBits(wanted[i]) >>> 16));
        }
        observer = new TensorObserver("observed");
        observer.observe(values);
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** The observer of float32 values. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public TensorObserver observe() {
        observer.observe(values);
        return observer;
    }

    /** The observer of binary16 values. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public TensorObserver observeHalves() {
        observer.observeHalves(halves);
        return observer;
    }

    /** The same float32 values, read block by block into the first level cache. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public float readOnly() {
        float last = 0;
        for (int at = 0; at < COUNT; at += BLOCK) {
            values.get(at, block);
            last += block[0];
        }
        return last;
    }
}
