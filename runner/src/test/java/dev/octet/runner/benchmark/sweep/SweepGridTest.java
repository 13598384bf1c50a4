package dev.octet.runner.benchmark.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.runner.report.LoadCurves;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepGridTest {

    @Test
    void every_batch_is_measured_with_every_number_of_streams() {
        assertThat(SweepGrid.parse(List.of("batch=4,1", "streams=2,1")).points())
                .containsExactly(
                        new LoadPoint(1, 1), new LoadPoint(4, 1), new LoadPoint(1, 2), new LoadPoint(4, 2));
        assertThat(SweepGrid.parse(List.of("streams=3")).points()).containsExactly(new LoadPoint(1, 3));
    }

    @Test
    void what_is_no_axis_is_refused() {
        assertThatThrownBy(() -> SweepGrid.parse(List.of("depth=1,2")))
                .hasMessage("'depth=1,2' is not batch=N,N,.. or streams=N,N,..");
        assertThatThrownBy(() -> SweepGrid.parse(List.of("batch=0")))
                .hasMessage("'batch=0' is not batch=N,N,.. or streams=N,N,..");
        assertThatThrownBy(() -> SweepGrid.parse(List.of("batch=1", "batch=2"))).hasMessage("'batch' is there twice");
    }

    @Test
    void loads_become_curves_along_the_batch() {
        List<LoadCurves.Curve> curves = MeasuredLoad.curves(List.of(
                load(1, 1, 50, 20), load(4, 1, 80, 50), load(1, 2, 70, 28), load(4, 2, 90, 88)));
        assertThat(curves).extracting(LoadCurves.Curve::name).containsExactly("1 stream", "2 streams");
        assertThat(curves.get(1).points())
                .extracting(LoadCurves.Point::load)
                .containsExactly("batch 1, 2 streams", "batch 4, 2 streams");
        assertThat(MeasuredLoad.curves(List.of(load(1, 1, 50, 20), load(1, 2, 70, 28))))
                .singleElement()
                .satisfies(curve -> assertThat(curve.points()).hasSize(2))
                .extracting(LoadCurves.Curve::name)
                .isEqualTo("batch 1");
    }

    @Test
    void a_page_shows_each_load_as_a_dot_and_as_a_row() {
        LoadCurves curves = new LoadCurves(
                "m<odel>.onnx",
                List.of("A processor."),
                MeasuredLoad.curves(List.of(load(1, 1, 50, 20), load(4, 1, 80, 50))));
        String page = new String(curves.page(), StandardCharsets.UTF_8);
        assertThat(page)
                .contains("<h1>m&lt;odel&gt;.onnx</h1>")
                .contains("batch 4, 1 stream: 80.0 images/s, median 50.00 ms, 99 % within 60.00 ms")
                .contains("<td class=\"n\">80.0</td>")
                .contains("A processor.");
        assertThat(page.split("<circle", -1)).hasSize(3);
        assertThat(curves.plot().marks().get(1).at()).isGreaterThan(curves.plot().marks().get(0).at());
        assertThat(curves.plot().marks().get(1).up()).isLessThan(curves.plot().marks().get(0).up());
    }

    private static MeasuredLoad load(int batch, int streams, double imagesPerSecond, double median) {
        return new MeasuredLoad(new LoadPoint(batch, streams), imagesPerSecond, median, 1.2 * median, 100);
    }
}
