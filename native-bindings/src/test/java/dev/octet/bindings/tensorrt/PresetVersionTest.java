package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.platform.PresetVersion;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetVersionTest {

    private static final PresetVersion NONE = new PresetVersion(0, 0);

    @ParameterizedTest
    @CsvSource({"12.6-9.5-1.5.11, 12, 6", "13.1-9.19-1.5.13, 13, 1", "13.3-9.25-1.5.14, 13, 3"})
    void the_jar_says_which_cuda_it_is_for(String version, int major, int minor) throws Exception {
        try (URLClassLoader loader = PresetCalls.cuda(version)) {
            assertThat(PresetVersion.of("cuda", loader, NONE)).isEqualTo(new PresetVersion(major, minor));
        }
    }

    @ParameterizedTest
    @CsvSource({"10.6-1.5.11, 10, 6", "10.15-1.5.13, 10, 15", "11.2-1.5.14, 11, 2"})
    void the_jar_says_which_tensorrt_it_is_for(String version, int major, int minor) throws Exception {
        try (URLClassLoader loader = PresetCalls.tensorRt(version)) {
            assertThat(PresetVersion.of("tensorrt", loader, NONE)).isEqualTo(new PresetVersion(major, minor));
        }
    }

    @Test
    void a_jar_that_says_nothing_is_taken_for_what_was_compiled_with() {
        assertThat(PresetVersion.of("no-such-preset", getClass().getClassLoader(), new PresetVersion(9, 8)))
                .isEqualTo(new PresetVersion(9, 8));
    }
}
