package dev.octet.calibrator.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.UnevenDetector;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.journal.ErrorJournal;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RangeSearchTest {

    private static final OutputError ERROR = OutputError.relativeSquares();

    private final OnnxModel model = UnevenDetector.model();
    private final List<Map<String, FloatTensor>> samples = UnevenDetector.samples(6);
    private final Calibration calibration = Calibrator.of(model)
            .calibrate(CalibrationSource.of("uneven", samples, samples.size()), ProgressListener.none());

    /** Everything is tried, whatever it saves, and nothing is good enough. */
    private final SearchEffort thorough = new SearchEffort(2, 100, 0, 0, 0.001, 0, 0.5, false);

    @Test
    void the_choice_is_never_worse_than_the_best_estimator_everywhere() {
        for (DeploymentTarget target : DeploymentTarget.all()) {
            SearchResult found = search(target, thorough.withFloatMacs(0));
            assertThat(found.error()).isLessThanOrEqualTo(found.startError());
            assertThat(found.weightsError()).isLessThan(found.error());
            assertThat(found.floatNodes()).isEmpty();
        }
    }

    @Test
    void one_candidate_of_every_tensor_that_was_tried_is_chosen_and_is_the_range_that_is_used() {
        SearchResult found = search(DeploymentTarget.tensorRt(), thorough);
        Map<String, List<RangeScore>> byTensor =
                found.scores().stream().collect(Collectors.groupingBy(RangeScore::tensors));
        assertThat(byTensor).isNotEmpty();
        byTensor.forEach((tensor, scores) -> {
            List<RangeScore> chosen = scores.stream().filter(RangeScore::chosen).toList();
            assertThat(chosen).as(tensor).hasSize(1);
            assertThat(scores.stream().mapToDouble(RangeScore::error).min().orElseThrow())
                    .isEqualTo(chosen.get(0).error());
        });
    }

    @Test
    void the_uneven_tensor_is_what_stays_in_float() {
        SearchResult found = search(DeploymentTarget.tensorRt(), thorough);
        assertThat(found.floatScores().get(0).tensors()).isEqualTo(UnevenDetector.UNEVEN);
        assertThat(found.floatScores().get(0).chosen()).isTrue();
        assertThat(found.floatNodes()).contains("the_conv_" + 3);
    }

    @Test
    void nothing_stays_in_float_where_the_error_is_small_enough() {
        SearchEffort content = new SearchEffort(2, 100, 0, 0, 0.001, 1e9, 0.5, false);
        assertThat(search(DeploymentTarget.tensorRt(), content).floatScores()).isEmpty();
    }

    @Test
    void the_same_for_any_number_of_threads() {
        assertThat(search(DeploymentTarget.onnxRuntime(), thorough.withThreads(1)))
                .isEqualTo(search(DeploymentTarget.onnxRuntime(), thorough.withThreads(3)));
    }

    @Test
    void whole_path_goes_on_to_the_budget_and_each_step_lowers_the_error() {
        SearchResult found = search(DeploymentTarget.onnxRuntime(), new SearchEffort(2, 100, 0, 0, 0, 0, 0.9, true));
        List<FloatScore> steps =
                found.floatScores().stream().filter(FloatScore::chosen).toList();
        assertThat(steps).hasSizeGreaterThan(1);
        for (int i = 0; i < steps.size(); i++) {
            assertThat(steps.get(i).error()).isLessThan(steps.get(i).before());
            assertThat(i == 0 ? steps.get(0).before() : steps.get(i - 1).error())
                    .isEqualTo(steps.get(i).before());
        }
        assertThat(found.error())
                .isLessThanOrEqualTo(steps.get(steps.size() - 1).error());
        assertThat(found.sensitivities())
                .isNotEmpty()
                .isSortedAccordingTo((a, b) -> Double.compare(b.alone(), a.alone()));
    }

    @Test
    void search_with_the_journal_of_a_stopped_one_finds_the_same_without_measuring_again(@TempDir Path folder) {
        SearchResult whole = search(DeploymentTarget.tensorRt(), thorough);
        Path file = folder.resolve("errors.journal");
        OutputError stops = new OutputError() {
            private int left = 60;

            @Override
            public synchronized double between(Map<String, FloatBuffer> reference, Map<String, FloatBuffer> quantized) {
                if (left-- == 0) {
                    throw new IllegalStateException("stopped");
                }
                return ERROR.between(reference, quantized);
            }
        };
        try (ErrorJournal journal = ErrorJournal.begin(file, "subject")) {
            assertThatThrownBy(() -> search(journal, stops)).hasMessage("stopped");
        }
        try (ErrorJournal journal = ErrorJournal.resume(file, "subject")) {
            assertThat(journal.size()).isGreaterThan(5);
            SearchResult resumed = search(journal, ERROR);
            assertThat(resumed.ranges()).isEqualTo(whole.ranges());
            assertThat(resumed.floatScores()).isEqualTo(whole.floatScores());
            assertThat(resumed.runs()).isLessThan(whole.runs());
        }
    }

    private SearchResult search(ErrorJournal journal, OutputError error) {
        return Quantizer.forTarget(DeploymentTarget.tensorRt())
                .search(
                        model,
                        calibration,
                        SearchRequest.of(samples, error, thorough).withJournal(journal));
    }

    @Test
    void the_simulated_error_is_that_of_the_quantized_file() {
        DeploymentTarget target = DeploymentTarget.tensorRt();
        SearchResult found = search(target, thorough.withFloatMacs(0));
        OnnxModel file = Quantizer.forTarget(target)
                .withSearch(found)
                .quantize(model, calibration)
                .model();
        double sum = 0;
        for (Map<String, FloatTensor> sample : samples) {
            sum += ERROR.between(run(model, sample), run(file, sample));
        }
        assertThat(sum / samples.size()).isCloseTo(found.error(), within(0.02 * found.error()));
    }

    private SearchResult search(DeploymentTarget target, SearchEffort effort) {
        return Quantizer.forTarget(target).search(model, calibration, SearchRequest.of(samples, ERROR, effort));
    }

    private static Map<String, FloatBuffer> run(OnnxModel network, Map<String, FloatTensor> sample) {
        try (InferenceSession session = InferenceSession.load(network.toBytes(), SessionOptions.defaults())) {
            Map<String, HostTensor> inputs = HostTensors.of(sample);
            HostTensor made = session.run(inputs).values().iterator().next();
            FloatBuffer copy = FloatBuffer.allocate((int) made.elementCount());
            copy.put(made.floats().duplicate().rewind()).rewind();
            made.close();
            inputs.values().forEach(HostTensor::close);
            return Map.of("scores", copy);
        }
    }
}
