package dev.octet.benchmarks;

import dev.octet.benchmarks.statistics.Bootstrap;
import dev.octet.benchmarks.statistics.Estimate;
import java.util.Map;

/**
 * How many times faster a candidate is than a baseline that ran in the same rounds of one process.
 *
 * @param value median of the baseline / median of the candidate
 * @param low where its 95 % interval begins, by the bootstrap over rounds
 * @param high where it ends; how processes differ is not in it
 */
public record Speedup(double value, double low, double high) {

    private static final long SEED = 1;
    private static final int DECIMALS = 2;

    /**
     * The speedup of the candidate.
     *
     * @throws IllegalArgumentException when the two were not measured in the same number of rounds
     */
    public static Speedup of(Measurement baseline, Measurement candidate) {
        int rounds = baseline.sampleNanos().size();
        if (rounds != candidate.sampleNanos().size()) {
            throw new IllegalArgumentException(baseline.name() + " has " + rounds + " rounds, " + candidate.name()
                    + " has " + candidate.sampleNanos().size());
        }
        Estimate ratio = Bootstrap.seeded(SEED).ratioOfRounds(samples(baseline), samples(candidate));
        return new Speedup(ratio.value(), ratio.low(), ratio.high());
    }

    private static double[] samples(Measurement measurement) {
        return measurement.sampleNanos().stream().mapToDouble(Long::doubleValue).toArray();
    }

    /** {@code value}, {@code low} and {@code high} by name. */
    public Map<String, Double> toMap() {
        return new Estimate(value, low, high).toMap();
    }

    /** As people read it. */
    public String text() {
        return new Estimate(value, low, high).text(DECIMALS);
    }
}
