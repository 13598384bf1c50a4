package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorRtProbeTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"101501, 10.15.1", "100300, 10.3.0", "110201, 11.2.1", "8601, 8.6.1", "8502, 8.5.2"})
    void version_is_decoded(int code, String words) {
        assertThat(TensorRtProbe.words(code)).isEqualTo(words);
    }

    @Test
    void headers_are_told_where_they_differ() {
        TensorRtProbe same = new TensorRtProbe(101501, 101501, Optional.empty());
        assertThat(same.words()).isEqualTo("10.15.1");
        assertThat(same.headersNewer()).isFalse();
        TensorRtProbe older = new TensorRtProbe(100300, 101501, Optional.empty());
        assertThat(older.words()).isEqualTo("10.3.0 (headers 10.15.1)");
        assertThat(older.headersNewer()).isTrue();
        TensorRtProbe newer = new TensorRtProbe(101602, 101501, Optional.empty());
        assertThat(newer.words()).isEqualTo("10.16.2 (headers 10.15.1)");
        assertThat(newer.headersNewer()).isFalse();
    }

    @Test
    void file_is_found_among_those_of_the_process() throws IOException {
        Path maps = Files.writeString(
                folder.resolve("maps"),
                "7f00-7f01 r-xp 00000000 fe:00 123   /usr/lib/libc.so.6\n7f02-7f03 rw-p 00000000 00:00 0\n"
                        + "7f04-7f05 r-xp 00000000 fe:00 124   /opt/with space/libnvinfer.so.10.15.1\n");
        assertThat(TensorRtProbe.loaded(maps)).contains(Path.of("/opt/with space/libnvinfer.so.10.15.1"));
        assertThat(TensorRtProbe.loaded(folder.resolve("none"))).isEmpty();
    }
}
