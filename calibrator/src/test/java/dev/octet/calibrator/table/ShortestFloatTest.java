package dev.octet.calibrator.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortestFloatTest {

    @Test
    void reads_back_and_is_no_longer_than_the_jdk_text() {
        Random random = new Random(6);
        for (int i = 0; i < 50_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                String text = ShortestFloat.of(value);
                assertThat(Float.parseFloat(text)).as("seed 6, %s", text).isEqualTo(value);
                assertThat(digits(text)).as("seed 6, %s", text).isLessThanOrEqualTo(digits(Float.toString(value)));
            }
        }
    }

    @Test
    void known_texts() {
        assertThat(ShortestFloat.of(0.1f)).isEqualTo("0.1");
        assertThat(ShortestFloat.of(-0.0f)).isEqualTo("0");
        assertThat(ShortestFloat.of(100)).isEqualTo("100");
        assertThat(ShortestFloat.of(2.0e-3f)).isEqualTo("0.002");
        assertThat(ShortestFloat.of(Float.MIN_VALUE)).isEqualTo("1E-45");
        assertThat(ShortestFloat.of(Float.MAX_VALUE)).isEqualTo("3.4028235E+38");
    }

    private static int digits(String text) {
        return text.replaceFirst("E.*", "")
                .replaceAll("[-.]", "")
                .replaceFirst("^0+", "")
                .replaceFirst("0+$", "")
                .length();
    }
}
