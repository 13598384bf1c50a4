package dev.octet.calibrator.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HalfPrecisionTest {

    /** The value of a half by its definition in IEEE 754. */
    private static double value(short half) {
        int exponent = (half >> 10) & 0x1f;
        int fraction = half & 0x3ff;
        double size = exponent == 0 ? Math.scalb(fraction, -24) : Math.scalb(1024 + fraction, exponent - 25);
        return half < 0 ? -size : size;
    }

    @Test
    void every_half_is_its_own_nearest() {
        for (int bits = 0; bits < 0x7c00; bits++) {
            assertThat(HalfPrecision.nearest((float) value((short) bits))).isEqualTo((short) bits);
            assertThat(HalfPrecision.nearest((float) -value((short) bits))).isEqualTo((short) (bits | 0x8000));
        }
    }

    @Test
    void between_two_halves_the_nearer_is_taken_and_in_the_middle_the_even_one() {
        for (int bits = 0; bits < 0x7bff; bits++) {
            double low = value((short) bits);
            double high = value((short) (bits + 1));
            assertThat(HalfPrecision.nearest((float) (low + 0.4375 * (high - low))))
                    .isEqualTo((short) bits);
            assertThat(HalfPrecision.nearest((float) (low + 0.5625 * (high - low))))
                    .isEqualTo((short) (bits + 1));
            assertThat(HalfPrecision.nearest((float) ((low + high) / 2))).isEqualTo((short) (bits + (bits & 1)));
        }
    }

    @Test
    void what_is_too_large_is_refused() {
        assertThat(HalfPrecision.holds(new float[] {0, -65504})).isTrue();
        assertThat(HalfPrecision.holds(new float[] {0, 65505})).isFalse();
        assertThat(HalfPrecision.holds(new float[] {Float.NaN})).isFalse();
        assertThatThrownBy(() -> HalfPrecision.nearest(1e6f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value is 1000000.0, must be within 65504 of zero");
    }
}
