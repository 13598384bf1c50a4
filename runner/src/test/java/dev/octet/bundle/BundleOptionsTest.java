package dev.octet.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleOptionsTest {

    @Test
    void what_has_no_value_is_not_given() {
        assertThat(BundleOptions.of(List.of("part=", "variant=", "jmods=", "sbom=", "limit=", "timestamp=")))
                .isEqualTo(BundleOptions.defaults());
        assertThat(BundleOptions.defaults().part()).isEmpty();
        assertThat(BundleOptions.defaults().limitBytes()).isEqualTo(120_000_000);
    }

    @Test
    void every_option_is_taken() {
        BundleOptions options = BundleOptions.of(List.of(
                "part=48m",
                "variant=jetpack6",
                "jmods=a/jmods",
                "sbom=b",
                "limit=7",
                "timestamp=2026-11-23T00:00:00Z"));
        assertThat(options.part()).isEqualTo("48m");
        assertThat(options.variant()).isEqualTo("jetpack6");
        assertThat(options.jmods()).contains(Path.of("a/jmods"));
        assertThat(options.sbom()).contains(Path.of("b"));
        assertThat(options.limitBytes()).isEqualTo(7_000_000);
        assertThat(options.timestamp()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
    }

    @Test
    void a_list_of_contents_that_is_named_must_be_there() throws IOException {
        BundleOptions.defaults().requireSbom();
        BundleOptions options = BundleOptions.of(List.of("sbom=no/such.cdx.json"));
        assertThatThrownBy(options::requireSbom)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "There is no no/such.cdx.json, the list of what the bundle is made of. Maven leaves out the plugin that"
                                + " writes it where it is offline; run the same command without -o.");
    }

    @Test
    void other_words_are_refused() {
        assertThatThrownBy(() -> BundleOptions.of(List.of("parts=48m")))
                .hasMessage("'parts=48m' is no option of a bundle: those are"
                        + " jmods=, limit=, part=, sbom=, timestamp=, variant=");
        assertThatThrownBy(() -> BundleOptions.of(List.of("48m"))).hasMessageStartingWith("'48m' is no option");
        assertThatThrownBy(() -> BundleOptions.of(List.of("variant=jet pack")))
                .hasMessage("bundle.variant is 'jet pack', must be of letters and digits");
        assertThatThrownBy(() -> BundleOptions.of(List.of("limit=0")))
                .hasMessage("bundle.limit is 0 bytes, must be at least 1");
    }
}
