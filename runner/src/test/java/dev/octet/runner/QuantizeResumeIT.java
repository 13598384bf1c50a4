package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search of quantize that was killed. */
@Tag("shared")
class QuantizeResumeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    @Test
    void a_search_that_was_killed_goes_on_and_ends_with_the_bytes_of_one_that_was_not() throws Exception {
        Launcher.Outcome whole = Launcher.run(folder, Map.of(), quantize("whole.onnx"));
        assertThat(whole.exitCode()).as(whole.talk()).isZero();
        assertThat(folder.resolve("whole.onnx.journal")).doesNotExist();

        Path journal = folder.resolve("killed.onnx.journal");
        Process process = new ProcessBuilder(quantize("killed.onnx"))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            awaitLines(journal, 60);
        } finally {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
        assertThat(folder.resolve("killed.onnx")).doesNotExist();

        List<String> another = new ArrayList<>(quantize("killed.onnx"));
        another.addAll(List.of("--resume", "--repair", "none"));
        Launcher.Outcome refused = Launcher.run(folder, Map.of(), another);
        assertThat(refused.exitCode()).isEqualTo(8);
        assertThat(refused.talk())
                .endsWith("octet: The unfinished work in killed.onnx.journal is of another model, other images or other"
                        + " options.\n  Give what it was begun with, or start over without --resume.\n");

        List<String> again = new ArrayList<>(quantize("killed.onnx"));
        again.add("--resume");
        Launcher.Outcome resumed = Launcher.run(folder, Map.of(), again);
        assertThat(resumed.exitCode()).as(resumed.talk()).isZero();
        assertThat(resumed.talk()).containsPattern("Resuming: [1-9][0-9]+ configurations are done\\.");
        assertThat(folder.resolve("killed.onnx")).hasSameBinaryContentAs(folder.resolve("whole.onnx"));
        assertThat(journal).doesNotExist();
    }

    private static List<String> quantize(String output) {
        return List.of(
                Launcher.path().toString(),
                "quantize",
                SharedData.path("models/yolov7-tiny-w50-coco128/grid.onnx").toString(),
                "--images",
                SharedData.path("data/coco128/images").toString(),
                "--limit",
                "4",
                "--target",
                "onnxruntime",
                "-o",
                output);
    }

    private static void awaitLines(Path file, int count) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file) || Files.readAllLines(file).size() < count) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
