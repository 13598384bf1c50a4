package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.opencv.DecodeLimits;
import dev.octet.bindings.opencv.Orientation;
import dev.octet.bindings.opencv.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
        Process process = start(talk, "calibrate", "--images", photos().toString(), "-o", output.toString());
        awaitLine(talk, "calibrate ");
        stop(process, signal, talk, exitCode);

        assertThat(output).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .contains(output, talk)
                    .isSubsetOf(output, talk, output.resolveSibling(output.getFileName() + ".journal"));
        }
    }

    /** A picture of each photo is written, then its labels, and detections.json at the end. */
    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void detection_that_is_stopped_half_way_leaves_whole_files_only(String signal, int exitCode) throws Exception {
        Path output = Files.createDirectory(folder.resolve("found"));
        Path results = Files.writeString(output.resolve("detections.json"), "old");
        Path talk = folder.resolve("talk.txt");
        Process process = start(talk, "detect", photos().toString(), "-o", output.toString());
        awaitLine(talk, "detect ");
        await(talk, () -> contents(output.resolve("labels")).size() >= 3);
        stop(process, signal, talk, exitCode);

        assertThat(results).hasContent("old");
        assertThat(contents(output))
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactlyInAnyOrder("detections.json", "labels", "pictures");
        List<Path> labels = contents(output.resolve("labels"));
        List<Path> pictures = contents(output.resolve("pictures"));
        assertThat(labels).hasSizeBetween(3, contents(photos).size() - 1);
        assertThat(pictures).hasSizeBetween(labels.size(), labels.size() + 1);
        for (Path file : labels) {
            assertThat(Files.readString(file)).matches("(\\d+( [0-9.eE-]+){4,5}\n)*");
        }
        for (Path file : pictures) {
            byte[] bytes = Files.readAllBytes(file);
            try (Picture picture = Picture.decode(bytes, DecodeLimits.defaults(), Orientation.UPRIGHT)) {
                assertThat(picture.width()).isGreaterThan(100);
            }
        }
    }

    private Process start(Path talk, String command, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                Launcher.path().toString(),
                command,
                SharedData.path("models/yolox_nano.onnx").toString()));
        arguments.addAll(List.of(more));
        return new ProcessBuilder(arguments)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(talk.toFile())
                .start();
    }

    private static void stop(Process process, String signal, Path talk, int exitCode) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(talk)).isEqualTo(exitCode);
        assertThat(Files.readString(talk)).endsWith("""
                        octet: Stopped before the end.
                          Outputs that were complete are there, no half of one; run the command again for the rest
                          ('calibrate', 'quantize', 'tune' and 'finetune' go on where they stopped with --resume).
                        """);
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

    private static List<Path> contents(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** The first line of progress: by then the model runs in native code. */
    private static void awaitLine(Path file, String start) throws Exception {
        await(file, () -> Files.readString(file).lines().anyMatch(line -> line.startsWith(start)));
    }

    private static void await(Path talk, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(Files.readString(talk)).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
