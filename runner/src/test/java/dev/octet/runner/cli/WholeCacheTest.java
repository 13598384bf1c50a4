package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.exchange.CacheAlgorithm;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.exchange.TensorRtVersion;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache for TensorRT of a whole network, as TensorRT's own calibrators write it. */
@Tag("shared")
class WholeCacheTest {

    @TempDir
    private Path folder;

    @Test
    void a_cache_of_every_tensor_has_no_gap_and_the_bytes_that_arithmetic_gives() throws Exception {
        Path model = SharedData.path("models/yolox_nano.onnx");
        Path table = folder.resolve("whole.calibration");
        Path cache = folder.resolve("whole.cache");
        run(
                "calibrate",
                model.toString(),
                "--images",
                SharedData.path("data/coco128/images").toString(),
                "--limit",
                "2",
                "--every-tensor",
                "-o",
                table.toString());
        run(
                "table",
                "convert",
                table.toString(),
                "--model",
                model.toString(),
                "--to",
                "tensorrt-cache",
                "--tensorrt-version",
                "10.15.1",
                "-o",
                cache.toString());
        // What TensorRT names: each input and what each layer makes. The model has constants only as initializers.
        OnnxModel network = OnnxModel.at(model);
        Set<String> named = network.graph().nodes().stream()
                .map(Node::outputs)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        named.add("images");
        TensorRtCache read = TensorRtCache.at(cache);
        assertThat(read.scales().keySet()).hasSize(370).isEqualTo(named);
        assertThat(read.version()).isEqualTo(TensorRtVersion.of(10, 15, 1));
        assertThat(read.algorithm()).isEqualTo(CacheAlgorithm.ENTROPY2);
        // Pixels reach 255: 255 / 127 = 2.007874 = 1.003937 * 2, and 0.003937 * 2^23 = 33026 = 0x8102.
        assertThat(Files.readAllLines(cache)).startsWith("TRT-101501-EntropyCalibration2", "images: 40008102");
        // A sigmoid ends at 1: 1 / 127 = 0.007874 = 1.007874 * 2^-7, and 0.007874 * 2^23 = 66052 = 0x10204.
        assertThat(Files.readAllLines(cache)).contains("686: 3c010204");
    }

    private static void run(String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.exitCode()).as(run.talk()).isZero();
    }
}
