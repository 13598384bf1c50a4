package dev.octet.calibrator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.scheme.ActivationRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorObserverTest {

    private static final float[] CORNERS = {
        0.0f,
        -0.0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Math.nextDown(Float.MIN_NORMAL),
        1,
        -1,
        2,
        -2,
        Math.nextUp(1f),
        -Math.nextUp(1f),
        Math.nextDown(1f),
        -Math.nextDown(1f),
        4096,
        -4096,
        Math.nextDown(4096f),
        -Math.nextDown(4096f),
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.intBitsToFloat(0xffc00001)
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void fast_path_equals_plain_path_on_random_bit_patterns(long seed) {
        Random random = new Random(seed);
        float[] values = new float[40_000];
        int kind = (int) (seed % 4);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind) {
                case 0 -> Float.intBitsToFloat(random.nextInt());
                case 1 -> (float) random.nextGaussian();
                case 2 -> random.nextInt(4096) * (random.nextBoolean() ? 1f : -1f) / 64;
                default -> random.nextInt(1 << 20) * Float.MIN_VALUE * (random.nextBoolean() ? 1f : -1f);
            };
        }
        assertThat(fast(values).snapshot()).as("seed %d", seed).isEqualTo(plain(values));
    }

    @ParameterizedTest
    @ValueSource(ints = {-140, -126, -116, -115, -114, -60, 0, 60, 100, 110, 111, 112, 113, 127})
    void fast_path_equals_plain_path_from_the_least_float_up_to_any_exponent(int highest) {
        Random random = new Random(highest);
        float[] values = new float[40_000];
        for (int i = 0; i < values.length; i++) {
            int exponent = random.nextInt(highest + 150) - 149;
            int bin = random.nextInt(4096) - 2048;
            double mantissa = i % 2 == 0 ? bin / 2048.0 : random.nextDouble() * 2 - 1;
            values[i] = (float) Math.scalb(mantissa, i % 3 == 0 ? highest : exponent);
        }
        assertThat(fast(values).snapshot()).as("seed %d", highest).isEqualTo(plain(values));
    }

    @Test
    void fast_path_equals_plain_path_on_every_pair_of_corners() {
        for (float first : CORNERS) {
            for (float second : CORNERS) {
                float[] values = new float[4100];
                for (int i = 0; i < values.length; i++) {
                    values[i] = i % 3 == 0 ? first : second;
                }
                assertThat(fast(values).snapshot()).as("%s, %s", first, second).isEqualTo(plain(values));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void fast_path_equals_plain_path_far_from_zero_on_one_side(int sign) {
        Random random = new Random(sign);
        float[] values = new float[40_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = sign * (5 + 4 * random.nextFloat());
        }
        TensorObserver observer = fast(values);
        assertThat(observer.snapshot()).isEqualTo(plain(values));
        observer.observe(values, 0, values.length);
        float[] twice = Arrays.copyOf(values, 2 * values.length);
        System.arraycopy(values, 0, twice, values.length, values.length);
        assertThat(observer.snapshot()).isEqualTo(plain(twice));
    }

    @Test
    void direct_buffer_array_and_heap_buffer_give_the_same() {
        float[] values = laplace(new Random(5), 50_000);
        FloatBuffer direct = ByteBuffer.allocateDirect(values.length * 4)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        direct.put(values);
        TensorObserver observer = new TensorObserver("t");
        observer.observe(direct);
        assertThat(observer.snapshot()).isEqualTo(plain(values));
        assertThat(direct.position()).isEqualTo(values.length);
        TensorObserver wrapped = new TensorObserver("t");
        wrapped.observe(FloatBuffer.wrap(values));
        assertThat(wrapped.snapshot()).isEqualTo(plain(values));
    }

    @Test
    void every_half_is_its_value_and_counts_as_the_float_does() {
        short[] halves = new short[2 * 65_536 + 77];
        float[] values = new float[halves.length];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = (short) (i * 40_503);
            values[i] = halfByParts(halves[i]);
        }
        TensorObserver observer = new TensorObserver("t");
        observer.observeHalves(ShortBuffer.wrap(halves));
        assertThat(observer.snapshot()).isEqualTo(plain(values));
        observer.clear();
        observer.observeHalves(ShortBuffer.wrap(new short[] {0x3c00, (short) 0xc000}));
        assertThat(observer.snapshot()).isEqualTo(plain(new float[] {1, -2}));
    }

    private static float halfByParts(short bits) {
        int exponent = bits >> 10 & 31;
        double fraction = (bits & 1023) / 1024.0;
        double magnitude = exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15);
        if (exponent == 31) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        return (float) (bits < 0 ? -magnitude : magnitude);
    }

    @Test
    void values_beyond_the_histogram_widen_it_and_are_counted_once() {
        float[] first = laplace(new Random(8), 20_000);
        float[] wide = laplace(new Random(9), 20_000);
        wide[19_999] = 1e4f;
        float[] infinite = laplace(new Random(10), 20_000);
        infinite[10_000] = Float.NEGATIVE_INFINITY;
        TensorObserver observer = new TensorObserver("t");
        TensorObserver reference = new TensorObserver("t");
        for (float[] values : List.of(first, wide, infinite, first)) {
            observer.observe(values, 0, values.length);
            for (float value : values) {
                reference.observeOne(value);
            }
            assertThat(observer.snapshot()).isEqualTo(reference.snapshot());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void any_partition_in_any_order_gives_the_same(long seed) {
        Random random = new Random(seed);
        float[] values = laplace(random, 30_000);
        values[random.nextInt(values.length)] = 1e6f;
        values[random.nextInt(values.length)] = -1e-20f;
        List<TensorObserver> parts = new ArrayList<>();
        ObservationScratch scratch = new ObservationScratch();
        for (int from = 0; from < values.length; ) {
            int to = Math.min(values.length, from + 1 + random.nextInt(9000));
            TensorObserver part = new TensorObserver("t", scratch);
            part.observe(values, from, to);
            parts.add(part);
            from = to;
        }
        Collections.shuffle(parts, random);
        TensorObserver whole = new TensorObserver("t");
        parts.forEach(whole::merge);
        assertThat(whole.snapshot()).as("seed %d", seed).isEqualTo(plain(values));
        assertThat(TensorStatistics.pooled(
                        "t", parts.stream().map(TensorObserver::snapshot).toList()))
                .as("seed %d", seed)
                .isEqualTo(plain(values));
    }

    @Test
    void counts_what_is_not_finite_apart() {
        TensorObserver observer = new TensorObserver("t");
        observer.observe(FloatBuffer.wrap(CORNERS));
        TensorStatistics statistics = observer.snapshot();
        assertThat(statistics.count()).isEqualTo(CORNERS.length);
        assertThat(statistics.nan()).isEqualTo(2);
        assertThat(statistics.positiveInfinite()).isEqualTo(1);
        assertThat(statistics.negativeInfinite()).isEqualTo(1);
        assertThat(statistics.zeros()).isEqualTo(2);
        assertThat(statistics.range()).contains(new ActivationRange(-Float.MAX_VALUE, Float.MAX_VALUE));
    }

    @Test
    void nothing_finite_has_no_range() {
        TensorObserver observer = new TensorObserver("t");
        observer.observe(new float[] {Float.NaN, Float.POSITIVE_INFINITY}, 0, 2);
        assertThat(observer.snapshot().range()).isEmpty();
        assertThat(observer.snapshot().histogram()).isEqualTo(Histogram.empty());
    }

    @Test
    void negative_zero_reads_as_zero() {
        TensorObserver observer = new TensorObserver("t");
        observer.observe(new float[] {-0.0f}, 0, 1);
        assertThat(observer.snapshot().range()).contains(new ActivationRange(0f, 0f));
        assertThat(observer.snapshot().histogram().firstBin()).isZero();
    }

    private static TensorObserver fast(float[] values) {
        TensorObserver observer = new TensorObserver("t");
        observer.observe(values, 0, values.length);
        return observer;
    }

    private static TensorStatistics plain(float[] values) {
        TensorObserver observer = new TensorObserver("t");
        for (float value : values) {
            observer.observeOne(value);
        }
        return observer.snapshot();
    }

    private static float[] laplace(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (-Math.log(1 - random.nextDouble()) * (random.nextBoolean() ? 1 : -1));
        }
        return values;
    }
}
