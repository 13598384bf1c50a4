package dev.octet.calibrator.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.rewrite.QdqRewriter;
import dev.octet.calibrator.scheme.WeightScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinetunerTest implements NeedsLibTorch {

    private static final FinetuneSettings SETTINGS = FinetuneSettings.defaults()
            .withSteps(40)
            .withInterval(10)
            .withBatch(2)
            .withRates(new TrainingRates(0.05, 0.002, 0.002, 0.05, 0.6));

    private static final TrainingStart START =
            TinyTraining.start(DeploymentTarget.tensorRt().withWeights(WeightScheme.named("linear:4")));

    @TempDir
    private Path folder;

    private Path pictures;

    @BeforeEach
    void make_pictures() throws IOException {
        pictures = TinyTraining.pictures(folder.resolve("pictures"), 12);
    }

    @Test
    void training_brings_the_network_nearer_to_its_teacher() {
        FinetuneResult result = Finetuner.run(request("checkpoint", SETTINGS, false), FinetuneListener.none());
        assertThat(result.improved()).isTrue();
        assertThat(result.best().heldOutLoss()).isLessThan(0.8 * result.start().heldOutLoss());
        assertThat(result.history()).extracting(TrainingPoint::step).containsExactly(0, 10, 20, 30, 40);
        assertThat(result.features()).isEqualTo(2); // the Concat, and what the last convolution reads
    }

    @Test
    void the_same_seed_gives_the_same_network_and_another_does_not() {
        assertThat(bytes(run("a", SETTINGS))).isEqualTo(bytes(run("b", SETTINGS)));
        assertThat(bytes(run("c", SETTINGS.withSeed(2)))).isNotEqualTo(bytes(run("d", SETTINGS)));
    }

    @Test
    void a_training_that_was_stopped_goes_on_as_if_it_had_not_been() {
        FinetuneResult whole = run("whole", SETTINGS);
        FinetuneRequest request = request("stopped", SETTINGS, false);
        assertThatThrownBy(() -> Finetuner.run(request, stoppingAt(27))).hasMessage("stopped");
        List<Integer> steps = new ArrayList<>();
        FinetuneResult resumed = Finetuner.run(request("stopped", SETTINGS, true), counting(steps));
        assertThat(steps.get(0)).isEqualTo(21); // the last checkpoint was at 20
        assertThat(resumed.history()).isEqualTo(whole.history());
        assertThat(bytes(resumed)).isEqualTo(bytes(whole));
    }

    @Test
    void nothing_better_than_the_start_means_that_the_start_is_kept() {
        FinetuneRequest request = request("worse", SETTINGS.withSteps(5), false);
        FinetuneRequest judged = judged(request, 1, 2, 3);
        FinetuneResult result = Finetuner.run(judged, FinetuneListener.none());
        assertThat(result.improved()).isFalse();
        assertThat(result.best()).isEqualTo(result.start());
        assertThat(result.model()).isSameAs(request.start());
    }

    @Test
    void the_better_of_the_network_and_its_average_is_kept() {
        FinetuneRequest request = request("better", SETTINGS.withSteps(5), false);
        FinetuneResult average = Finetuner.run(judged(request, 3, 1, 2), FinetuneListener.none());
        FinetuneResult network = Finetuner.run(judged(request, 3, 2, 1), FinetuneListener.none());
        assertThat(average.best().score()).isEqualTo(1);
        assertThat(network.best().score()).isEqualTo(1);
        assertThat(bytes(network)).isNotEqualTo(bytes(average));
    }

    /** The same with these scores, one after the other. */
    private static FinetuneRequest judged(FinetuneRequest request, double... scores) {
        int[] asked = new int[1];
        return new FinetuneRequest(
                request.start(),
                request.images(),
                request.heldOut(),
                request.outputs(),
                Optional.of(trained -> scores[asked[0]++]),
                request.settings(),
                request.device(),
                request.checkpoint(),
                false);
    }

    @Test
    void a_checkpoint_of_another_training_is_refused() {
        run("other", SETTINGS.withSteps(5));
        assertThatThrownBy(() -> Finetuner.run(request("other", SETTINGS.withSteps(6), true), FinetuneListener.none()))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.INTEGRITY);
                    assertThat(e.getMessage())
                            .isEqualTo("The checkpoint " + folder.resolve("other") + " belongs to a training of another"
                                    + " model, with other images or other options.");
                    assertThat(e.remedy())
                            .isEqualTo("Give the same options as before, or run without --resume to start over.");
                });
    }

    @Test
    void a_file_that_is_no_checkpoint_is_refused() throws IOException {
        Files.writeString(folder.resolve("broken"), "text");
        assertThatThrownBy(() -> Finetuner.run(request("broken", SETTINGS, true), FinetuneListener.none()))
                .isInstanceOf(ToolkitException.class)
                .hasMessageStartingWith("The checkpoint " + folder.resolve("broken") + " cannot be read");
    }

    private FinetuneRequest request(String checkpoint, FinetuneSettings settings, boolean resume) {
        return TinyTraining.request(START, pictures, folder.resolve(checkpoint), settings, resume);
    }

    private FinetuneResult run(String checkpoint, FinetuneSettings settings) {
        return Finetuner.run(request(checkpoint, settings, false), FinetuneListener.none());
    }

    private static byte[] bytes(FinetuneResult result) {
        return QdqRewriter.rewrite(result.model().student(), result.model().request())
                .toBytes();
    }

    private static FinetuneListener stoppingAt(int step) {
        return counting(new ArrayList<>() {
            private static final long serialVersionUID = 1;

            @Override
            public boolean add(Integer done) {
                if (done == step) {
                    throw new IllegalStateException("stopped");
                }
                return super.add(done);
            }
        });
    }

    private static FinetuneListener counting(List<Integer> steps) {
        return new FinetuneListener() {
            @Override
            public void stepped(int done, int total, double loss) {
                steps.add(done);
            }

            @Override
            public void measured(TrainingPoint point) {}
        };
    }
}
