package dev.octet.benchmarks.result;

import dev.octet.benchmarks.statistics.Bootstrap;
import dev.octet.benchmarks.statistics.Estimate;
import dev.octet.benchmarks.statistics.Medians;
import java.util.Locale;

/**
 * How a model changed from one result to another.
 *
 * @param name as the newer result calls it
 * @param backend what ran it in the newer
 * @param batch images in one sample
 * @param oldMedianMillis median of the older
 * @param newMedianMillis median of the newer
 * @param ratio new time by old: above 1 is slower
 * @param verdict whether that is a change
 */
public record ModelChange(
        String name,
        String backend,
        long batch,
        double oldMedianMillis,
        double newMedianMillis,
        Estimate ratio,
        Verdict verdict) {

    /**
     * Two runs of one program on one machine differ by a percent or two in their medians, by where memory lies and what was
     * compiled when (T. Kalibera and R. Jones, Quantifying Performance Changes, 2012), which samples of one process cannot
     * show.
     */
    static final double PROCESS_NOISE = 0.02;

    /** So many processes show by themselves how processes differ. */
    static final int ENOUGH_PROCESSES = 5;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final long SEED = 1;

    /** Whether times differ. */
    public enum Verdict {
        /** The newer takes less time. */
        FASTER,
        /** The newer takes more time. */
        SLOWER,
        /** The difference cannot be told from noise. */
        NOISE
    }

    static ModelChange of(MeasuredModel older, MeasuredModel newer) {
        Estimate ratio = Bootstrap.seeded(SEED).ratioApart(newer.processes(), older.processes());
        boolean few = Math.min(older.processes().size(), newer.processes().size()) < ENOUGH_PROCESSES;
        return new ModelChange(
                newer.fileName(),
                newer.backend(),
                newer.batch(),
                Medians.of(older.processes()).median() / NANOS_PER_MILLI,
                Medians.of(newer.processes()).median() / NANOS_PER_MILLI,
                ratio,
                verdict(ratio, few ? PROCESS_NOISE : 0));
    }

    private static Verdict verdict(Estimate ratio, double noise) {
        if (ratio.low() > 1 && ratio.value() > 1 + noise) {
            return Verdict.SLOWER;
        }
        return ratio.high() < 1 && ratio.value() < 1 - noise ? Verdict.FASTER : Verdict.NOISE;
    }

    /** By how many percent the newer takes more time; negative when it takes less. */
    public double percent() {
        return 100 * (ratio.value() - 1);
    }

    /** True when it is slower, not by noise, by more than that. */
    public boolean isRegressionAbove(double maximalPercent) {
        return verdict == Verdict.SLOWER && percent() > maximalPercent;
    }

    /** Such as "+7.3 % (5.1 to 9.9)". */
    public String text() {
        return String.format(
                Locale.ROOT, "%+.1f %% (%+.1f to %+.1f)", percent(), 100 * (ratio.low() - 1), 100 * (ratio.high() - 1));
    }
}
