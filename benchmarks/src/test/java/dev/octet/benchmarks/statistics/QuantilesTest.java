package dev.octet.benchmarks.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantilesTest {

    @Test
    void quantiles_interpolate_between_order_statistics() {
        double[] sorted = {1, 2, 3, 4};
        assertThat(Quantiles.of(sorted, 0)).isEqualTo(1);
        assertThat(Quantiles.of(sorted, 0.25)).isEqualTo(1.75);
        assertThat(Quantiles.of(sorted, 0.5)).isEqualTo(2.5);
        assertThat(Quantiles.of(sorted, 1)).isEqualTo(4);
        assertThat(Quantiles.median(new double[] {9, 1, 5})).isEqualTo(5);
        assertThatThrownBy(() -> Quantiles.of(new double[0], 0.5))
                .hasMessage("0 samples and fraction 0.5: one sample and 0 to 1 are needed");
    }

    @Test
    void a_resample_of_every_sample_once_has_their_median() {
        RankedSamples samples = new RankedSamples(new double[] {7, 1, 5, 3});
        samples.begin();
        for (int place = 0; place < samples.size(); place++) {
            samples.draw(place);
        }
        assertThat(samples.median()).isEqualTo(4);
        samples.begin();
        samples.draw(0);
        samples.draw(0);
        samples.draw(1);
        assertThat(samples.median()).isEqualTo(7);
    }

    @Test
    void an_estimate_lies_in_its_interval() {
        assertThat(new Estimate(2, 1, 3).times(2)).isEqualTo(new Estimate(4, 2, 6));
        assertThat(new Estimate(1.234, 1.2, 1.3).text(2)).isEqualTo("1.23 (95 % interval 1.20 to 1.30)");
        assertThat(new Estimate(2, 1, 3).excludes(0.9)).isTrue();
        assertThat(new Estimate(2, 1, 3).excludes(3)).isFalse();
        assertThatThrownBy(() -> new Estimate(4, 1, 3)).hasMessage("value 4.0 is not between low 1.0 and high 3.0");
    }
}
