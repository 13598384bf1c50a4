package dev.octet.bindings.onnxruntime;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a session runs.
 *
 * <p>Threads spin between the operators of one run, which is what makes small operators fast, and are stopped from
 * spinning when the run ends, so that the threads that decode the next image get the cores.
 *
 * @param intraOpThreads threads that share the work of one operator, at least 1
 * @param optimization how far the graph may be changed
 * @param exactSums sums of 8-bit products without saturation on x86 processors without VNNI, by slower kernels
 *     ({@code session.x64quantprecision}); only for models in which every DequantizeLinear of int8 constants has a zero point
 *     of its own, since ONNX Runtime 1.29 ends the process otherwise
 * @param optimizedModelFile where the changed graph is written, or null
 * @param profilePrefix path and start of the name of the profile to write, or null
 */
public record SessionOptions(
        int intraOpThreads,
        OptimizationLevel optimization,
        boolean exactSums,
        @Nullable Path optimizedModelFile,
        @Nullable Path profilePrefix) {

    public SessionOptions {
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException("intraOpThreads is " + intraOpThreads + ", must be at least 1");
        }
        Objects.requireNonNull(optimization, "optimization");
    }

    /** One thread for each core that this process may use, every optimization, no files. */
    public static SessionOptions defaults() {
        return new SessionOptions(Runtime.getRuntime().availableProcessors(), OptimizationLevel.ALL, false, null, null);
    }

    /** The same with another number of threads. */
    public SessionOptions withIntraOpThreads(int threads) {
        return new SessionOptions(threads, optimization, exactSums, optimizedModelFile, profilePrefix);
    }

    /** The same with another optimization level. */
    public SessionOptions withOptimization(OptimizationLevel level) {
        return new SessionOptions(intraOpThreads, level, exactSums, optimizedModelFile, profilePrefix);
    }

    /** The same with sums of 8-bit products that are exact on every processor, or not. */
    public SessionOptions withExactSums(boolean exact) {
        return new SessionOptions(intraOpThreads, optimization, exact, optimizedModelFile, profilePrefix);
    }

    /** The same, writing the changed graph to {@code file}. */
    public SessionOptions withOptimizedModelFile(@Nullable Path file) {
        return new SessionOptions(intraOpThreads, optimization, exactSums, file, profilePrefix);
    }

    /** The same, writing a profile whose path starts with {@code prefix}. */
    public SessionOptions withProfilePrefix(@Nullable Path prefix) {
        return new SessionOptions(intraOpThreads, optimization, exactSums, optimizedModelFile, prefix);
    }
}
