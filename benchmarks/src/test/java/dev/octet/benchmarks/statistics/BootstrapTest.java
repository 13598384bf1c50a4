package dev.octet.benchmarks.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final int TRIALS = 400;

    private final SplittableRandom random = new SplittableRandom(20_240_607);

    @Test
    void the_median_of_processes_is_that_of_their_medians() {
        Estimate estimate = Bootstrap.seeded(1)
                .median(List.of(new double[] {1, 2, 9}, new double[] {4, 4, 4, 4, 4, 4}, new double[] {3}));
        assertThat(estimate.value()).isEqualTo(3);
        assertThat(estimate.low()).isBetween(1.0, 3.0);
        assertThat(estimate.high()).isBetween(3.0, 9.0);
    }

    @Test
    void samples_that_are_all_the_same_leave_no_doubt() {
        double[] tens = new double[40];
        double[] fours = new double[40];
        Arrays.fill(tens, 10);
        Arrays.fill(fours, 4);
        assertThat(Bootstrap.seeded(1).median(List.of(tens, tens, tens))).isEqualTo(new Estimate(10, 10, 10));
        assertThat(Bootstrap.seeded(1).ratio(List.of(tens, tens), List.of(fours, fours)))
                .isEqualTo(new Estimate(2.5, 2.5, 2.5));
        assertThat(Bootstrap.seeded(1).ratioOfRounds(tens, fours)).isEqualTo(new Estimate(2.5, 2.5, 2.5));
    }

    @Test
    void five_processes_of_one_sample_each_give_their_extremes() {
        List<double[]> processes =
                List.of(new double[] {5}, new double[] {1}, new double[] {4}, new double[] {2}, new double[] {3});
        assertThat(Bootstrap.seeded(1).median(processes)).isEqualTo(new Estimate(3, 1, 5));
    }

    @Test
    void a_seed_gives_one_interval() {
        List<double[]> processes = processes(5, 40, 10, 0.05, 0.1);
        assertThat(Bootstrap.seeded(7).median(processes))
                .isEqualTo(Bootstrap.seeded(7).median(processes));
        assertThat(Bootstrap.seeded(7).median(processes))
                .isNotEqualTo(Bootstrap.seeded(8).median(processes));
    }

    @Test
    void nineteen_of_twenty_intervals_hold_the_true_median_over_processes() {
        for (int repeats : new int[] {5, 10}) {
            int held = 0;
            for (int trial = 0; trial < TRIALS; trial++) {
                Estimate estimate = Bootstrap.seeded(trial)
                        .withResamples(1_000, 100)
                        .median(processes(repeats, 30, 10, 0.05, 0.05));
                held += estimate.excludes(10) ? 0 : 1;
            }
            assertThat(held / (double) TRIALS).as(repeats + " repeats").isBetween(0.92, 0.995);
        }
    }

    @Test
    void nineteen_of_twenty_intervals_hold_the_true_ratio() {
        int held = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Estimate estimate = Bootstrap.seeded(trial)
                    .withResamples(1_000, 100)
                    .ratio(processes(6, 30, 12, 0.05, 0.05), processes(6, 30, 8, 0.05, 0.05));
            held += estimate.excludes(1.5) ? 0 : 1;
        }
        assertThat(held / (double) TRIALS).isBetween(0.92, 0.995);
    }

    /** One process that differs from others cannot know it: this is what repeats are for. */
    @Test
    void one_process_alone_is_too_sure_of_itself() {
        int held = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Estimate estimate =
                    Bootstrap.seeded(trial).withResamples(200, 200).median(processes(1, 100, 10, 0.05, 0.1));
            held += estimate.excludes(10) ? 0 : 1;
        }
        assertThat(held / (double) TRIALS).isLessThan(0.6);
    }

    @Test
    void noise_that_both_share_in_a_round_cancels() {
        double[] slow = new double[200];
        double[] fast = new double[200];
        for (int i = 0; i < slow.length; i++) {
            double machine = Math.exp(gauss() * 0.5);
            slow[i] = 20 * machine * (1 + 0.01 * gauss());
            fast[i] = 10 * machine * (1 + 0.01 * gauss());
        }
        Estimate together = Bootstrap.seeded(1).ratioOfRounds(slow, fast);
        Estimate apart = Bootstrap.seeded(1).ratio(List.of(slow), List.of(fast));
        assertThat(together.value()).isCloseTo(2, within(0.1));
        assertThat(together.high() - together.low()).isLessThan(0.5 * (apart.high() - apart.low()));
    }

    @Test
    void blocks_make_intervals_of_samples_that_follow_each_other_wider() {
        int held = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] samples = new double[400];
            double state = gauss();
            for (int i = 0; i < samples.length; i++) {
                state = 0.5 * state + Math.sqrt(0.75) * gauss();
                samples[i] = 10 + state;
            }
            Estimate estimate = Bootstrap.seeded(trial).withResamples(200, 200).median(List.of(samples));
            held += estimate.excludes(10) ? 0 : 1;
        }
        // Drawn one by one, 400 samples of this series would hold it about 80 times of 100.
        assertThat(held / (double) TRIALS).isBetween(0.86, 0.99);
    }

    @Test
    void what_was_not_measured_as_often_is_refused() {
        double[] one = {1};
        assertThatThrownBy(() -> Bootstrap.seeded(1).ratio(List.of(one), List.of(one, one)))
                .hasMessage("1 and 2 processes, must be as many and at least 1");
        assertThatThrownBy(() -> Bootstrap.seeded(1).ratioOfRounds(one, new double[] {1, 2}))
                .hasMessage("1 and 2 rounds, must be as many and at least 1");
        assertThatThrownBy(() -> Bootstrap.seeded(1).median(List.of())).hasMessage("there is no process");
    }

    /** Samples around a centre: processes differ by this share, samples within by that. */
    private List<double[]> processes(int number, int samples, double centre, double between, double inside) {
        List<double[]> processes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            double process = centre * Math.exp(between * gauss());
            double[] values = new double[samples];
            for (int k = 0; k < samples; k++) {
                values[k] = process * Math.exp(inside * gauss());
            }
            processes.add(values);
        }
        return processes;
    }

    private double gauss() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
