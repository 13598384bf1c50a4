package dev.octet.benchmarks.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of the whole process for each operation, in milliseconds: of all its threads, with those that compile and
 * collect garbage. Other programs on the machine disturb it far less than the wall clock.
 */
public final class CpuTime implements InternalProfiler {

    /** The name of the figure in JMH's results. */
    static final String NAME = "cpu";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long start;

    @Override
    public String getDescription() {
        return "Processor time by operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        start = system.getProcessCpuTime();
    }

    @Override
    public List<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (benchmark.getMode() == Mode.SingleShotTime) {
            return List.of(); // the setup is part of that iteration
        }
        double milliseconds = (double) (system.getProcessCpuTime() - start) / TimeUnit.MILLISECONDS.toNanos(1);
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult(NAME, milliseconds / operations, "ms/op", AggregationPolicy.AVG));
    }
}
