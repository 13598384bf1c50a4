package dev.octet.calibrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.exchange.CacheAlgorithm;
import dev.octet.calibrator.exchange.ModelMatch;
import dev.octet.calibrator.exchange.TableRanges;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.exchange.TensorRtVersion;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caches and ranges that are made of a calibration and its model, and whether a file goes with a model. */
class CacheOfModelTest {

    private static final OnnxModel MODEL = TinyDetector.model();
    private static final TensorRtVersion VERSION = TensorRtVersion.of(8, 6, 1);

    private static Calibration calibration;

    @TempDir
    private Path folder;

    @BeforeAll
    static void calibrate() {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[3 * 16 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        FloatTensor image = FloatTensor.of(values, 1, 3, 16, 16);
        calibration = Calibrator.of(MODEL)
                .calibrate(
                        CalibrationSource.of("one", List.of(Map.of(TinyDetector.INPUT, image)), 1),
                        ProgressListener.none());
    }

    @Test
    void scales_are_those_of_the_quantized_model() {
        Path file = folder.resolve("tiny.cache");
        calibration.writeTensorRtCache(file, VERSION, MODEL);
        TensorRtCache cache = TensorRtCache.at(file);
        QuantizedModel quantized =
                Quantizer.forTarget(DeploymentTarget.tensorRt()).quantize(MODEL, calibration);
        assertThat(cache.version()).isEqualTo(VERSION);
        assertThat(cache.algorithm()).isEqualTo(CacheAlgorithm.ENTROPY2);
        assertThat(quantized.parameters()).isNotEmpty();
        quantized
                .parameters()
                .forEach((tensor, parameters) -> assertThat(cache.scales()).containsEntry(tensor, parameters.scale()));
    }

    @Test
    void tensors_whose_ranges_follow_from_others_are_there_but_for_what_the_last_convolution_reads() {
        Map<String, ActivationRange> ranges = calibration.ranges(MODEL, Estimators.minMax(), Symmetry.AFFINE);
        assertThat(ranges.keySet())
                .containsExactly(
                        "images",
                        "stem",
                        "stem_gate",
                        "stem_silu",
                        "branch",
                        "branch_gate",
                        "branch_silu",
                        "sum",
                        "pooled",
                        "joined",
                        "neck");
        assertThat(ranges.get("stem_gate")).isEqualTo(new ActivationRange(0, 1));
        assertThat(ranges.get("joined")).isEqualTo(ranges.get("pooled")).isEqualTo(ranges.get("sum"));
        assertThat(ranges.get("images").max())
                .isEqualTo(
                        calibration.statistics("images").range().orElseThrow().max());
    }

    @Test
    void when_every_tensor_is_observed_no_tensor_lacks_a_range() {
        FloatTensor image = FloatTensor.of(new float[3 * 16 * 16], 1, 3, 16, 16);
        Calibrator calibrator = Calibrator.of(MODEL).withEveryTensor();
        List<String> every = new ArrayList<>(List.of(TinyDetector.INPUT));
        MODEL.graph().nodes().forEach(node -> every.addAll(node.outputs()));
        assertThat(calibrator.observedTensors()).containsExactlyElementsOf(every);
        assertThat(Calibrator.of(MODEL).observedTensors()).hasSizeLessThan(every.size());
        Calibration whole = calibrator.calibrate(
                CalibrationSource.of("one", List.of(Map.of(TinyDetector.INPUT, image)), 1), ProgressListener.none());
        assertThat(whole.ranges(MODEL, Estimators.minMax(), Symmetry.SYMMETRIC).keySet())
                .containsExactlyElementsOf(every);
    }

    @Test
    void calibration_of_another_model_gives_no_cache() {
        OnnxModel other = TinyModels.opset(13)
                .input("images", 1)
                .node("Relu", "images", "out")
                .output("out")
                .build();
        assertThatThrownBy(() -> calibration.writeTensorRtCache(folder.resolve("no.cache"), VERSION, other))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTEGRITY));
        assertThat(folder.resolve("no.cache")).doesNotExist();
    }

    @Test
    void cache_of_the_model_covers_what_layers_read_and_one_of_the_table_alone_does_not() {
        Path file = folder.resolve("tiny.cache");
        TableRanges table = new TableRanges(calibration.table());
        assertThat(ModelMatch.require(table, file, MODEL).missing()).isEmpty();
        TensorRtCache whole = cache(calibration.ranges(MODEL, Estimators.minMax(), Symmetry.SYMMETRIC));
        assertThat(ModelMatch.require(whole, file, MODEL))
                .isEqualTo(new ModelMatch(List.of("images", "stem_silu", "joined"), List.of()));
        TensorRtCache observed = cache(table.ranges(Estimators.minMax(), Symmetry.SYMMETRIC));
        assertThat(ModelMatch.require(observed, file, MODEL).missing()).containsExactly("joined");
    }

    @Test
    void names_that_the_model_lacks_are_told() {
        Path file = Path.of("t.cache");
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        List.of("images", "stem", "(Unnamed Layer* 4) [Constant]_output", "stem_w", "neck: 1")
                .forEach(name -> ranges.put(name, ActivationRange.symmetric(1)));
        assertThatThrownBy(() -> ModelMatch.require(cache(ranges), file, MODEL))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT);
                    assertThat(e.remedy())
                            .isEqualTo("Name the model that it was made for, or rename tensors with 'octet table "
                                    + "convert --rename OLD=NEW'.");
                })
                .hasMessage(
                        "The TensorRT cache t.cache does not quite go with the model: 1 of its 4 names are no tensor"
                                + " of '" + MODEL.name() + "', 'neck: 1'.");
    }

    @Test
    void file_most_of_whose_names_the_model_lacks_is_of_another_one() {
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        List.of("images", "a", "b", "c", "d", "e", "f", "g")
                .forEach(name -> ranges.put(name, ActivationRange.symmetric(1)));
        assertThatThrownBy(() -> ModelMatch.require(cache(ranges), Path.of("t.cache"), MODEL))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTEGRITY))
                .hasMessage("The TensorRT cache t.cache was made for another model: 7 of its 8 names are no tensor of '"
                        + MODEL.name() + "', 'a', 'b', 'c', 'd', 'e' and 2 more.");
    }

    private static TensorRtCache cache(Map<String, ActivationRange> ranges) {
        return TensorRtCache.of(VERSION, CacheAlgorithm.ENTROPY2, ranges);
    }
}
