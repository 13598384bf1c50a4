package dev.octet.benchmarks.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Confidence intervals of medians and of ratios of medians by the bootstrap (Efron and Tibshirani, An Introduction to the
 * Bootstrap, 1993), percentile method, seeded.
 *
 * <p>Samples of several processes are resampled in two steps, as they were made: processes are drawn with replacement, then
 * samples within each that was drawn (T. Kalibera and R. Jones, Quantifying Performance Changes with Effect Size Confidence
 * Intervals, 2012). The figure is the median over processes of the median of each, so that a process that took more samples
 * does not weigh more. With 5 processes the interval ends near their least and their greatest median, between which the true
 * one lies 94 times of 100 whatever its distribution is; with fewer than 5 processes it holds it less often than said.
 *
 * <p>Within a process, samples follow each other and share what else the machine did. They are drawn in blocks of the cube
 * root of their number, going round at the end (D. Politis and J. Romano, A Circular Block-Resampling Procedure for
 * Stationary Data, 1992). The interval of one process alone says nothing of how processes differ.
 */
public final class Bootstrap {

    private static final int RESAMPLES = 10_000;
    private static final int WITHIN = 1_000;

    private static final double TAIL = (1 - Estimate.CONFIDENCE) / 2;

    private final long seed;
    private final int resamples;
    private final int within;

    private Bootstrap(long seed, int resamples, int within) {
        this.seed = seed;
        this.resamples = resamples;
        this.within = within;
    }

    /** 10,000 resamples of processes, from 1,000 of the samples within each. */
    public static Bootstrap seeded(long seed) {
        return new Bootstrap(seed, RESAMPLES, WITHIN);
    }

    /** The same with so many resamples of processes and of the samples within each. */
    Bootstrap withResamples(int number, int inside) {
        return new Bootstrap(seed, number, inside);
    }

    /**
     * The median.
     *
     * @param processes the samples of each process, in the order they were taken
     */
    public Estimate median(List<double[]> processes) {
        double[] ones = new double[processes.size()];
        Arrays.fill(ones, 1);
        return ratio(Medians.of(processes), Medians.constant(ones.length));
    }

    /**
     * The ratio of two medians. The n-th process of one and the n-th of the other ran next to each other and are drawn
     * together, so that a slow change of the machine hits both.
     *
     * @param above samples of each process, the medians of which are divided
     * @param below samples of as many processes, by the medians of which they are divided
     */
    public Estimate ratio(List<double[]> above, List<double[]> below) {
        requireAsMany("processes", above.size(), below.size());
        return ratio(Medians.of(above), Medians.of(below));
    }

    /**
     * The ratio of two medians that were measured apart, in as many processes each as there were: the processes of either are
     * drawn by themselves.
     *
     * @param above samples of each process, the medians of which are divided
     * @param below samples of each process, by the medians of which they are divided
     */
    public Estimate ratioApart(List<double[]> above, List<double[]> below) {
        Medians over = Medians.of(above);
        Medians under = Medians.of(below);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] poolOver = over.resampled(random.split(), within);
        double[][] poolUnder = under.resampled(random.split(), within);
        double[] ratios = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            ratios[i] = drawnMedian(poolOver, random) / drawnMedian(poolUnder, random);
        }
        Arrays.sort(ratios);
        return estimate(over.median() / under.median(), ratios);
    }

    private static double drawnMedian(double[][] pool, SplittableRandom random) {
        double[] drawn = new double[pool.length];
        for (int k = 0; k < drawn.length; k++) {
            double[] medians = pool[random.nextInt(pool.length)];
            drawn[k] = medians[random.nextInt(medians.length)];
        }
        return Quantiles.median(drawn);
    }

    /**
     * The ratio of two medians that were measured in turns in one process: the n-th samples of both are of one round and are
     * drawn together.
     */
    public Estimate ratioOfRounds(double[] above, double[] below) {
        requireAsMany("rounds", above.length, below.length);
        RankedSamples first = new RankedSamples(above);
        RankedSamples second = new RankedSamples(below);
        SplittableRandom random = new SplittableRandom(seed);
        double[] ratios = new double[within];
        for (int i = 0; i < within; i++) {
            first.begin();
            second.begin();
            Blocks.draw(above.length, random, place -> {
                first.draw(place);
                second.draw(place);
            });
            ratios[i] = first.median() / second.median();
        }
        Arrays.sort(ratios);
        return estimate(Quantiles.median(above) / Quantiles.median(below), ratios);
    }

    private Estimate ratio(Medians above, Medians below) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] poolAbove = above.resampled(random.split(), within);
        double[][] poolBelow = below.resampled(random.split(), within);
        int processes = poolAbove.length;
        double[] ratios = new double[resamples];
        double[] drawnAbove = new double[processes];
        double[] drawnBelow = new double[processes];
        for (int i = 0; i < resamples; i++) {
            for (int k = 0; k < processes; k++) {
                int process = random.nextInt(processes);
                drawnAbove[k] = poolAbove[process][random.nextInt(poolAbove[process].length)];
                drawnBelow[k] = poolBelow[process][random.nextInt(poolBelow[process].length)];
            }
            ratios[i] = Quantiles.median(drawnAbove) / Quantiles.median(drawnBelow);
        }
        Arrays.sort(ratios);
        return estimate(above.median() / below.median(), ratios);
    }

    /** The interval always holds the figure itself. */
    private static Estimate estimate(double value, double[] sorted) {
        return new Estimate(
                value, Math.min(value, Quantiles.of(sorted, TAIL)), Math.max(value, Quantiles.of(sorted, 1 - TAIL)));
    }

    private static void requireAsMany(String what, int above, int below) {
        if (above != below || above == 0) {
            throw new IllegalArgumentException(
                    above + " and " + below + " " + what + ", must be as many and at least 1");
        }
    }
}
