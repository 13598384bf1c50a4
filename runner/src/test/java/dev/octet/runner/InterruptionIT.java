package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("shared")
class InterruptionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Work for a minute, so that a stop comes long before its end on any machine. */
    private static final int COPIES = 8;

    @TempDir
    private Path folder;

    @TempDir
    private Path photos;

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void run_that_is_stopped_says_so_and_leaves_the_old_file(String signal, int exitCode) throws Exception {
        Path output = Files.writeString(folder.resolve("table.json"), "old");
        Path talk = folder.resolve("talk.txt");
        Process process = calibrate(output, talk);
        awaitLine(talk, "calibrate ");
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).as(Files.readString(talk)).isEqualTo(exitCode);
        assertThat(Files.readString(talk)).endsWith("""
                        octet: Stopped before the end.
                          Outputs that were complete are there, no half of one; run the command again for the rest
                          ('calibrate', 'quantize' and 'tune' go on where they stopped with --resume).
                        """);
        assertThat(output).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .contains(output, talk)
                    .isSubsetOf(output, talk, output.resolveSibling(output.getFileName() + ".journal"));
        }
    }

    private Process calibrate(Path output, Path talk) throws IOException {
        return new ProcessBuilder(
                        Launcher.path().toString(),
                        "calibrate",
                        SharedData.path("models/yolox_nano.onnx").toString(),
                        "--images",
                        photos().toString(),
                        "-o",
                        output.toString())
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(talk.toFile())
                .start();
    }

    private Path photos() throws IOException {
        try (Stream<Path> originals = Files.list(SharedData.path("data/coco128/images"))) {
            for (Path original : originals.toList()) {
                for (int copy = 0; copy < COPIES; copy++) {
                    Files.createSymbolicLink(photos.resolve(copy + "-" + original.getFileName()), original);
                }
            }
        }
        return photos;
    }

    /** The first line of progress: by then the model runs in native code. */
    private static void awaitLine(Path file, String start) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Files.readString(file).lines().noneMatch(line -> line.startsWith(start))) {
            assertThat(System.nanoTime()).as(Files.readString(file)).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
