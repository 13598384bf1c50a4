package dev.octet.calibrator.journal;

import dev.octet.calibrator.observe.Histogram;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Statistics as bytes: counts as variable-length integers of seven bits a byte, lowest first; runs of empty bins as a zero
 * and their length; extremes as float32.
 */
final class StatisticsCodec {

    private StatisticsCodec() {}

    static void write(ByteArrayOutputStream out, TensorStatistics statistics) {
        number(out, statistics.count());
        number(out, statistics.nan());
        number(out, statistics.positiveInfinite());
        number(out, statistics.negativeInfinite());
        number(out, statistics.zeros());
        number(out, statistics.range().isPresent() ? 1 : 0);
        statistics.range().ifPresent(range -> {
            number(out, Integer.toUnsignedLong(Float.floatToIntBits(range.min())));
            number(out, Integer.toUnsignedLong(Float.floatToIntBits(range.max())));
        });
        Histogram histogram = statistics.histogram();
        long[] counts = histogram.counts();
        number(out, histogram.exponent() - Histogram.MIN_EXPONENT);
        number(out, histogram.firstBin() + Histogram.BINS_PER_SIDE);
        number(out, counts.length);
        for (int i = 0; i < counts.length; i++) {
            number(out, counts[i]);
            if (counts[i] == 0) {
                int from = i;
                while (counts[i + 1] == 0) {
                    i++;
                }
                number(out, i - from);
            }
        }
    }

    static TensorStatistics read(ByteBuffer in, String tensor) {
        long count = number(in);
        long nan = number(in);
        long positiveInfinite = number(in);
        long negativeInfinite = number(in);
        long zeros = number(in);
        Optional<ActivationRange> range =
                number(in) == 0 ? Optional.empty() : Optional.of(new ActivationRange(value(in), value(in)));
        int exponent = Math.toIntExact(number(in)) + Histogram.MIN_EXPONENT;
        int first = Math.toIntExact(number(in)) - Histogram.BINS_PER_SIDE;
        long[] counts = new long[Math.toIntExact(Math.min(number(in), 2L * Histogram.BINS_PER_SIDE))];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = number(in);
            if (counts[i] == 0) {
                i += Math.toIntExact(number(in));
            }
        }
        return new TensorStatistics(
                tensor,
                count,
                nan,
                positiveInfinite,
                negativeInfinite,
                zeros,
                range,
                Histogram.of(exponent, first, counts));
    }

    private static float value(ByteBuffer in) {
        return Float.intBitsToFloat((int) number(in));
    }

    static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has more than ten bytes");
    }
}
