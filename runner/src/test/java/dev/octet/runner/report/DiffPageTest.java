package dev.octet.runner.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiffPageTest {

    private final Report full = ReportFixture.full();

    @Test
    void a_report_differs_from_itself_in_nothing() {
        ReportDifference same = difference(full, full);
        assertThat(same.figures()).allSatisfy(row -> assertThat(row.change()).matches("|0[.]?0*"));
        assertThat(same.classes()).isEmpty();
        assertThat(same.layers()).isEmpty();
        assertThat(same.ranges()).isEmpty();
        assertThat(same.notes()).isEmpty();
        assertThat(page(same))
                .contains("No class of both reports differs.", "No layer of both", "No range of both reports differs.");
    }

    @Test
    void figures_stand_side_by_side() {
        Report slower = with(Optional.of(ReportFixture.speed(1.5)), full.layers(), full.tensors(), full.accuracy());
        assertThat(difference(full, slower).figures())
                .contains(
                        new ReportDifference.Row("speedup", "2.10", "1.50", "-0.60"),
                        new ReportDifference.Row("mAP of INT8", "0.5552", "0.5552", "0.0000"),
                        new ReportDifference.Row("target", "onnxruntime", "onnxruntime", ""));
    }

    @Test
    void layers_that_changed_or_are_in_one_only_are_listed_with_their_reason() {
        List<LayerEntry> layers = new ArrayList<>(full.layers());
        LayerEntry old = layers.get(2);
        layers.set(
                2,
                new LayerEntry(old.block(), old.operator(), old.node(), 1, 1, old.macs(), false, "excluded by name"));
        LayerEntry gone = layers.remove(10);
        Report other = with(full.speed(), layers, full.tensors(), full.accuracy());
        assertThat(difference(full, other).layers())
                .containsExactly(
                        new ReportDifference.Row(old.node(), "INT8", "float", "excluded by name"),
                        new ReportDifference.Row(gone.node(), "INT8", "not there", gone.reason()));
    }

    @Test
    void tensors_whose_range_changed_or_that_one_lacks_are_listed() {
        TensorEntry first = full.tensors().get(0);
        TensorEntry wider = new TensorEntry(
                first.tensor(),
                first.values(),
                0,
                0,
                0,
                first.min(),
                first.max(),
                first.firstEdge(),
                first.binWidth(),
                first.counts(),
                first.thresholds(),
                first.chosen().map(one -> new TensorEntry.Chosen(2 * one.low(), 2 * one.high(), 2 * one.scale(), 128)));
        List<TensorEntry> tensors = new ArrayList<>(full.tensors());
        tensors.set(0, wider);
        TensorEntry gone = tensors.remove(5);
        List<ReportDifference.Row> ranges = difference(
                        full, with(full.speed(), full.layers(), tensors, full.accuracy()))
                .ranges();
        assertThat(ranges).extracting(ReportDifference.Row::name).containsExactly(first.tensor(), gone.tensor());
        assertThat(ranges.get(0).change()).isEqualTo("2.000x as wide");
        assertThat(ranges.get(1).second()).isEqualTo("not measured");
    }

    @Test
    void ranges_are_not_compared_with_a_report_that_has_none() {
        Report without = with(full.speed(), full.layers(), List.of(), full.accuracy());
        assertThat(difference(full, without).ranges()).isEmpty();
        assertThat(difference(without, full).ranges()).isEmpty();
    }

    @Test
    void classes_come_by_the_size_of_their_change_and_then_those_of_one_report() {
        Report a = classes(change("cat", 0.5), change("dog", 0.5), change("cow", 0.5), change("bus", 0.5));
        Report b = classes(change("dog", 0.51), change("cat", 0.4), change("cow", 0.5), change("car", 0.25));
        assertThat(difference(a, b).classes())
                .containsExactly(
                        new ReportDifference.Row("cat", "0.5000", "0.4000", "-0.1000"),
                        new ReportDifference.Row("dog", "0.5000", "0.5100", "+0.0100"),
                        new ReportDifference.Row("car", "not there", "0.2500", ""),
                        new ReportDifference.Row("bus", "0.5000", "not there", ""));
    }

    @Test
    void what_one_report_lacks_is_said() {
        ReportDifference difference = difference(full, ReportFixture.bare());
        assertThat(difference.notes())
                .containsExactly(
                        "b.json has no accuracy.",
                        "b.json has no speed.",
                        "b.json has no tensor fidelity.",
                        "b.json has no map of layers.",
                        "b.json has no calibration.");
        assertThat(difference.figures()).contains(new ReportDifference.Row("speedup", "2.10", "not measured", ""));
        assertThat(difference(ReportFixture.bare(), ReportFixture.bare()).notes())
                .contains("Neither report has accuracy.", "Neither report has a map of layers.");
        assertThat(page(difference)).contains("<li>b.json has no accuracy.</li>");
    }

    @Test
    void other_machines_images_and_models_are_said() {
        Report other = ReportFixture.named("other");
        assertThat(difference(full, other).notes())
                .containsExactly(
                        "The float models are different files.",
                        "Times are of different processors: " + ReportFixture.CPU + " and other.",
                        "Accuracy is over different images.");
    }

    @Test
    void names_are_text() {
        String name = "</script><img src=x onerror=alert(1)>\" onfocus=\"alert(2)";
        String page = page(ReportDifference.of(name, full, name, ReportFixture.named(name)));
        assertThat(page)
                .doesNotContain("<img")
                .doesNotContainPattern(Html.HANDLER)
                .contains("&lt;img src=x onerror=alert(1)&gt;");
    }

    private Report classes(Accuracy.ClassChange... classes) {
        return with(
                full.speed(), full.layers(), full.tensors(), Optional.of(ReportFixture.accuracy(0, List.of(classes))));
    }

    private static Accuracy.ClassChange change(String name, double after) {
        return new Accuracy.ClassChange(name, 0.6, after);
    }

    private Report with(
            Optional<Speed> speed, List<LayerEntry> layers, List<TensorEntry> tensors, Optional<Accuracy> accuracy) {
        return new Report(full.origin(), speed, accuracy, full.fidelity(), layers, tensors, full.pictures());
    }

    private static ReportDifference difference(Report a, Report b) {
        return ReportDifference.of("a.json", a, "b.json", b);
    }

    private static String page(ReportDifference difference) {
        String page = new String(DiffPage.of(difference), UTF_8);
        Html.check(page);
        return page;
    }
}
