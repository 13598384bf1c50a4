package dev.octet.calibrator.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.UnevenDetector;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.search.OutputError;
import dev.octet.calibrator.search.RangePlan;
import dev.octet.calibrator.search.SearchEffort;
import dev.octet.calibrator.search.SearchRequest;
import dev.octet.calibrator.search.SearchResult;
import dev.octet.calibrator.tensors.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeTest {

    private final OnnxModel model = UnevenDetector.model();
    private final List<Map<String, FloatTensor>> samples = UnevenDetector.samples(6);
    private final DeploymentTarget target = DeploymentTarget.tensorRt();
    private final Calibration calibration = Calibrator.of(model)
            .calibrate(CalibrationSource.of("uneven", samples, samples.size()), ProgressListener.none());
    private final SearchResult found = Quantizer.forTarget(target)
            .search(
                    model,
                    calibration,
                    SearchRequest.of(
                            samples,
                            OutputError.relativeSquares(),
                            SearchEffort.thorough().withFloatMacs(0.5)));

    @TempDir
    private Path folder;

    @Test
    void the_recipe_of_a_search_quantizes_the_same_calibration_to_the_same_weights_and_ranges() {
        var searched = Quantizer.forTarget(target).withSearch(found).quantize(model, calibration);
        var cooked =
                Quantizer.forTarget(target).withPlan(read(found.plan()).plan()).quantize(model, calibration);
        assertThat(cooked.parameters()).isEqualTo(searched.parameters());
        assertThat(cooked.model().graph().nodes())
                .hasSameSizeAs(searched.model().graph().nodes());
        assertThat(found.floatNodes()).isNotEmpty();
    }

    @Test
    void what_is_written_is_read_and_written_again_to_the_same_bytes() throws IOException {
        Path first = folder.resolve("first.yaml");
        Path second = folder.resolve("second.yaml");
        recipe(found.plan()).writeTo(first);
        Recipe read = Recipe.read(first);
        assertThat(read.plan()).isEqualTo(found.plan());
        new Recipe(
                        read.model(),
                        read.modelSha256(),
                        read.target(),
                        read.repairs(),
                        read.equalized(),
                        read.plan(),
                        Map.of("points-lost", 0.25))
                .writeTo(second);
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void number_like_names_stay_names_without_quotes() throws IOException {
        Path file = folder.resolve("edited.yaml");
        recipe(new RangePlan(Map.of("687", "mse"), Set.of("12"))).writeTo(file);
        Files.writeString(file, Files.readString(file).replace("\"12\"", "12").replace("\"687\"", "687"));
        assertThat(Recipe.read(file).plan()).isEqualTo(new RangePlan(Map.of("687", "mse"), Set.of("12")));
    }

    @Test
    void another_model_and_another_target_are_refused() {
        Recipe recipe = recipe(found.plan());
        recipe.requireFits(model, "tensorrt");
        assertThatThrownBy(() -> recipe.requireFits(model, "onnxruntime"))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTEGRITY))
                .hasMessage("The recipe is for the target tensorrt, not for onnxruntime.");
        OnnxModel other = model.upgradedTo(model.opset() + 1);
        assertThatThrownBy(() -> recipe.requireFits(other, "tensorrt"))
                .hasMessageStartingWith("The recipe is for the model uneven.onnx with SHA-256 " + model.sha256());
    }

    @Test
    void unknown_names_are_refused_with_the_closest_known_one() {
        String key = found.plan().candidates().keySet().iterator().next();
        Map<String, String> renamed = new LinkedHashMap<>(found.plan().candidates());
        renamed.put(key + "x", "mse");
        refused(
                new RangePlan(renamed, Set.of()),
                "The recipe names the range " + key + "x, which this model does not have for this target (did you mean "
                        + key + "?).");
        Set<String> nodes = new LinkedHashSet<>(found.floatNodes());
        nodes.add("the_conv_3x");
        refused(
                new RangePlan(Map.of(), nodes),
                "The recipe names the node the_conv_3x, which this model does not have for this target (did you mean"
                        + " the_conv_3?).");
        refused(
                new RangePlan(Map.of(key, "msee"), Set.of()),
                "The recipe names the range estimator msee, which this model does not have for this target (did you"
                        + " mean mse?).");
    }

    @Test
    void files_that_are_no_recipes_are_refused() throws IOException {
        bad("modle: 1", "it has the unknown key modle (did you mean model?)");
        bad("- a", "it is not a list of `key: value` lines");
        bad("format: octet.recipe/2", "format is \"octet.recipe/2\", must be octet.recipe/1");
        bad("format: octet.recipe/1", "it lacks the key model");
        String whole = text(recipe(found.plan()));
        bad(whole.replaceAll("(?s)float:.*ranges:", "float: 3\nranges:"), "float is 3, must be a list of names");
        bad(
                whole.replaceAll("(?s)ranges:.*", "ranges: [a]\n"),
                "ranges is [\"a\"], must be lines of `name: estimator`");
        assertThatThrownBy(() -> Recipe.read(folder.resolve("none.yaml")))
                .hasMessage("There is no readable file " + folder.resolve("none.yaml") + ".");
    }

    private void bad(String content, String what) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), content);
        assertThatThrownBy(() -> Recipe.read(file))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT))
                .hasMessage("The recipe in " + file + " cannot be used: " + what + ".");
    }

    private void refused(RangePlan plan, String message) {
        assertThatThrownBy(() -> Quantizer.forTarget(target).withPlan(plan).quantize(model, calibration))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTEGRITY))
                .hasMessage(message);
    }

    private Recipe recipe(RangePlan plan) {
        return new Recipe(
                "uneven.onnx",
                model.sha256(),
                "tensorrt",
                List.of("bias"),
                List.of(),
                plan,
                Map.of("points-lost", 0.25));
    }

    private Recipe read(RangePlan plan) {
        recipe(plan).writeTo(folder.resolve("recipe.yaml"));
        return Recipe.read(folder.resolve("recipe.yaml"));
    }

    private String text(Recipe recipe) throws IOException {
        recipe.writeTo(folder.resolve("text.yaml"));
        return Files.readString(folder.resolve("text.yaml"));
    }
}
