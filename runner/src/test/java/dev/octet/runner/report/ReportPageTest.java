package dev.octet.runner.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportPageTest {

    private static final String[] SECTIONS = {
        "In short",
        "Accuracy",
        "Speed",
        "Images that changed most",
        "Tensors along the network",
        "Layers",
        "Activation ranges",
        "Where this comes from"
    };
    private static final int MOST_BYTES = 3_000_000;

    @Test
    void a_page_has_every_section_in_order() {
        String page = page(ReportFixture.full());
        Html.check(page);
        hasSectionsInOrder(page);
        assertThat(page).doesNotContain("class=\"absent\"");
        assertThat(page)
                .contains(
                        "<h1>grid_int8.onnx</h1>",
                        "INT8 is 3.7x smaller than float, 2.10x faster on " + ReportFixture.CPU,
                        "Within chance: the 95 % interval over images holds 0.",
                        "The best threshold moves from 0.310 to 0.260 (-0.050)",
                        "95 % interval over rounds 2.06 to 2.16",
                        "0000000025.jpg: F1 0.800 with float, 0.500 with INT8",
                        "6 of 60 are in float",
                        "behind the last convolutions: decode, scores, NMS",
                        "chosen, scale ",
                        "letterbox 640x640 around 114, RGB, 0..1, NCHW");
    }

    @Test
    void what_was_not_measured_says_how_to_get_it() {
        String page = page(ReportFixture.bare());
        Html.check(page);
        hasSectionsInOrder(page);
        assertThat(page)
                .contains(
                        "Not measured: give <code>--annotations FILE.json</code> to <code>octet report create</code>.",
                        "Not measured: <code>octet report create</code> times both models",
                        "Not looked for: give <code>--annotations FILE.json</code>",
                        "Not measured: <code>octet compare MODEL INT8 --images DIR --report FILE.html</code>",
                        "There is no map of this network.",
                        "No calibration: give <code>--calibration TABLE</code>");
        assertThat(Html.drawings(page)).isEmpty();
    }

    @Test
    void each_section_stands_without_the_others() {
        Report full = ReportFixture.full();
        Report bare = ReportFixture.bare();
        List<Report> reports = List.of(
                new Report(bare.origin(), full.speed(), empty(), empty(), List.of(), List.of(), List.of()),
                new Report(bare.origin(), empty(), full.accuracy(), empty(), List.of(), List.of(), List.of()),
                new Report(bare.origin(), empty(), full.accuracy(), empty(), List.of(), List.of(), full.pictures()),
                new Report(bare.origin(), empty(), empty(), full.fidelity(), List.of(), List.of(), List.of()),
                new Report(bare.origin(), empty(), empty(), empty(), full.layers(), List.of(), List.of()),
                new Report(bare.origin(), empty(), empty(), empty(), List.of(), full.tensors(), List.of()));
        for (Report report : reports) {
            String page = page(report);
            Html.check(page);
            hasSectionsInOrder(page);
            assertThat(page).contains("class=\"absent\"");
        }
    }

    @Test
    void names_are_text_wherever_they_stand() {
        String page = page(ReportFixture.named("</script><img src=x onerror=alert(1)>\" onfocus=\"alert(2)' <b>&amp;"));
        Html.check(page);
        assertThat(page).doesNotContain("<img", "<b>").doesNotContainPattern(Html.HANDLER);
        assertThat(page).contains("&lt;/script>&lt;img src=x onerror=alert(1)>".replace(">", "&gt;"));
        assertThat(Html.script(page)).isEqualTo(Html.script(page(ReportFixture.bare())));
    }

    @Test
    void the_policy_of_a_page_allows_its_own_script_alone() throws Exception {
        String page = page(ReportFixture.full());
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(Html.script(page).getBytes(UTF_8));
        assertThat(page)
                .contains(("content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-"
                                + Base64.getEncoder().encodeToString(digest)
                                + "'; base-uri 'none'; form-action 'none'\"")
                        .replace("'", "&#39;"));
    }

    @Test
    void a_picture_is_in_the_page_once_and_shown_three_times() {
        Report full = ReportFixture.full();
        String page = page(full);
        for (int i = 0; i < full.pictures().size(); i++) {
            assertThat(page).containsOnlyOnce(full.pictures().get(i).jpeg());
            assertThat(page.split("href=\"#picture" + i + "\"", -1)).hasSize(3);
        }
    }

    @Test
    void a_large_report_stays_under_3_mb() {
        byte[] page = ReportPage.of(ReportFixture.large());
        assertThat(page.length).isLessThan(MOST_BYTES);
        Html.check(new String(page, UTF_8));
    }

    @Test
    void a_page_that_would_be_too_large_has_fewer_pictures_and_wider_bins_but_every_tensor_and_layer() {
        Report huge = ReportFixture.huge();
        byte[] bytes = ReportPage.of(huge);
        assertThat(bytes.length).isBetween(MOST_BYTES / 2, MOST_BYTES);
        String page = new String(bytes, UTF_8);
        Html.check(page);
        assertThat(page.split("<details class=\"tensor\"", -1)).hasSize(451);
        assertThat(page.split("<tr class=\"(?:int8|float)\">", -1)).hasSize(451);
        assertThat(page).contains(huge.pictures().get(0).jpeg());
        assertThat(page).doesNotContain("id=\"picture5\"");
    }

    @Test
    void wider_bins_hold_the_same_values() {
        TensorEntry wide = tensor("minmax").coarser();
        assertThat(wide.counts()).containsExactly(3L);
        assertThat(wide.binWidth()).isEqualTo(2);
        assertThat(wide.coarser().counts()).containsExactly(3L);
    }

    @Test
    void every_tensor_is_there_and_the_first_are_open() {
        String page = page(ReportFixture.full());
        assertThat(page.split("<details class=\"tensor\"", -1)).hasSize(61);
        assertThat(page.split("<details class=\"tensor\" data-name=\"[^\"]*\" open>", -1))
                .hasSize(4);
    }

    @Test
    void an_algorithm_has_one_colour_in_all_tensors() {
        TensorEntry both = tensor("minmax", "mse");
        TensorEntry other = tensor("mse", "entropy");
        Report bare = ReportFixture.bare();
        Report report =
                new Report(bare.origin(), empty(), empty(), empty(), List.of(), List.of(both, other), List.of());
        assertThat(new ReportView(report).tensors())
                .extracting(ReportView.Tensor::styles)
                .containsExactly(List.of("a0", "a1"), List.of("a1", "a2"));
    }

    private static void hasSectionsInOrder(String page) {
        int at = -1;
        for (String section : SECTIONS) {
            int next = page.indexOf(section, at + 1);
            assertThat(next).as(section).isGreaterThan(at);
            at = next;
        }
    }

    private static TensorEntry tensor(String... algorithms) {
        List<TensorEntry.Threshold> thresholds = java.util.Arrays.stream(algorithms)
                .map(name -> new TensorEntry.Threshold(name, -1, 1))
                .toList();
        return new TensorEntry("t", 3, 0, 0, 0, -1, 1, -1, 1, List.of(1L, 2L), thresholds, Optional.empty());
    }

    private static String page(Report report) {
        return new String(ReportPage.of(report), UTF_8);
    }

    private static <T> Optional<T> empty() {
        return Optional.empty();
    }
}
