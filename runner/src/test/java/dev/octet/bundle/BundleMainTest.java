package dev.octet.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BundleMainTest {

    @Test
    void without_a_size_there_are_no_parts() {
        assertThat(BundleMain.part(new String[] {"", "", "", "", "", ""})).isEmpty();
        assertThat(BundleMain.part(new String[] {"", "", "", "", "", "", null})).isEmpty();
        assertThat(BundleMain.part(new String[] {"", "", "", "", "", "", "48m"}))
                .isEqualTo("48m");
    }
}
