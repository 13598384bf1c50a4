package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.exchange.TensorRtVersion;
import dev.octet.calibrator.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFileTest {

    private static final TensorRtVersion HERE = TensorRtVersion.of(10, 15, 1);
    private static final String FITTING = "TRT-101501-EntropyCalibration2\nimages: 3c010a14\n";

    @TempDir
    private Path folder;

    private CacheFile cache(CalibratorChoice calibrator) {
        return new CacheFile(Optional.of(folder.resolve("model.cache")), calibrator, HERE);
    }

    @Test
    void a_file_that_is_not_there_is_written() {
        CacheFile cache = cache(CalibratorChoice.ENTROPY2);
        assertThat(cache.read()).isEmpty();
        assertThat(cache.sha256()).isEmpty();
        cache.write(FITTING.getBytes(StandardCharsets.UTF_8));
        assertThat(folder.resolve("model.cache")).hasContent(FITTING);
        assertThat(cache.sha256()).contains(Sha256.of(FITTING));
    }

    @Test
    void a_file_that_fits_is_read() throws IOException {
        Files.writeString(folder.resolve("model.cache"), FITTING);
        CacheFile cache = cache(CalibratorChoice.ENTROPY2);
        assertThat(cache.read())
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo(FITTING));
        assertThat(cache.sha256()).contains(Sha256.of(FITTING));
    }

    @Test
    void without_a_file_ranges_are_only_remembered() {
        CacheFile cache = new CacheFile(Optional.empty(), CalibratorChoice.MINMAX, HERE);
        assertThat(cache.read()).isEmpty();
        cache.write(new byte[] {1});
        assertThat(cache.sha256()).contains(Sha256.of(new byte[] {1}));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_cache_of_another_calibrator_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("model.cache"), FITTING);
        assertThatThrownBy(() -> cache(CalibratorChoice.MINMAX).read())
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT);
                    assertThat(e.remedy())
                            .isEqualTo("Name another file, or write a fitting header with 'octet table convert --to"
                                    + " tensorrt-cache --tensorrt-version 10.15.1'.");
                })
                .hasMessage(
                        "The calibration cache " + file + " was made by EntropyCalibration2 of TensorRT 10.15.1; this"
                                + " build has MinMaxCalibration of TensorRT 10.15.1, which would pass over it.");
    }

    @Test
    void a_cache_of_another_version_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("model.cache"), FITTING.replace("TRT-101501-", "TRT-100300-"));
        assertThatThrownBy(() -> cache(CalibratorChoice.ENTROPY2).read())
                .isInstanceOf(ToolkitException.class)
                .hasMessage(
                        "The calibration cache " + file + " was made by EntropyCalibration2 of TensorRT 10.3.0; this"
                                + " build has EntropyCalibration2 of TensorRT 10.15.1, which would pass over it.");
    }

    @Test
    void octets_ranges_have_the_header_that_this_tensorrt_looks_for() {
        CalibrationInput input = new CalibrationInput(
                CalibratorChoice.OCTET_MSE, Map.of("images", 0.5f), Optional.empty(), Optional.empty(), 1);
        OctetRanges ranges = new OctetRanges(input, TensorRtVersion.of(10, 3, 0));
        String text = "TRT-100300-EntropyCalibration2\nimages: 3f000000\n";
        assertThat(ranges.read())
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo(text));
        assertThat(ranges.sha256()).contains(Sha256.of(text));
        ranges.write((text + "extra: 3f000000\n").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ranges.write(FITTING.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NATIVE_FAILURE))
                .hasMessage("TensorRT did not keep the ranges that it was given: it changed 2 lines, the first"
                        + " 'TRT-100300-EntropyCalibration2'.");
    }

    @Test
    void octets_ranges_need_a_tensorrt_that_reads_caches() {
        CalibrationInput input = new CalibrationInput(
                CalibratorChoice.OCTET_MSE, Map.of("images", 0.5f), Optional.empty(), Optional.empty(), 1);
        assertThatThrownBy(() -> new OctetRanges(input, TensorRtVersion.of(11, 2, 0)))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("TensorRT 11.2.0 reads no calibration cache: TensorRT 10 is the last that does.");
    }
}
