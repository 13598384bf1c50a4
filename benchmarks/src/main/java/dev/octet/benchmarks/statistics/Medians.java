package dev.octet.benchmarks.statistics;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** The medians of some processes, and what they could as well have been. */
public final class Medians {

    private final List<double[]> processes;

    private Medians(List<double[]> processes) {
        this.processes = processes;
    }

    /**
     * The medians of these.
     *
     * @param processes the samples of each process, in the order they were taken; at least one
     */
    public static Medians of(List<double[]> processes) {
        if (processes.isEmpty()) {
            throw new IllegalArgumentException("there is no process");
        }
        return new Medians(List.copyOf(processes));
    }

    /** So many processes that measured 1. */
    static Medians constant(int processes) {
        return new Medians(Collections.nCopies(processes, new double[] {1}));
    }

    /** The median over processes of the median of each. */
    public double median() {
        return Quantiles.median(
                processes.stream().mapToDouble(Quantiles::median).toArray());
    }

    /** Medians of resamples of the samples of each process. */
    double[][] resampled(SplittableRandom random, int resamples) {
        double[][] pools = new double[processes.size()][];
        for (int process = 0; process < pools.length; process++) {
            RankedSamples samples = new RankedSamples(processes.get(process));
            double[] medians = new double[samples.size() == 1 ? 1 : resamples];
            for (int i = 0; i < medians.length; i++) {
                samples.begin();
                Blocks.draw(samples.size(), random, samples::draw);
                medians[i] = samples.median();
            }
            pools[process] = medians;
        }
        return pools;
    }
}
