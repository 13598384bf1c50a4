package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A calibration in parts, by plan or by accident, gives the bytes of one in a single run. */
@Tag("shared")
class CalibrateInPartsIT {

    private static final int PHOTOS = 12;

    @TempDir
    private Path folder;

    private Path photos;
    private byte[] whole;

    @BeforeEach
    void calibrateInOneRun() throws IOException {
        photos = Files.createDirectory(folder.resolve("photos"));
        try (Stream<Path> all = Files.list(SharedData.path("data/coco128/images"))) {
            for (Path photo : all.sorted().limit(PHOTOS).toList()) {
                Files.copy(photo, photos.resolve(photo.getFileName()));
            }
        }
        whole = calibrated(photos, "whole.json");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void a_run_that_is_killed_goes_on_where_it_stopped(long seed) throws Exception {
        Path table = folder.resolve("table.json");
        List<String> command = new ArrayList<>(List.of(System.getProperty("octet.launcher")));
        command.addAll(arguments(photos, table));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("talk.txt").toFile());
        builder.environment().put("OCTET_NO_BUILD", "1");
        Process process = builder.start();
        Thread.sleep(1000 + new SplittableRandom(seed).nextInt(1500));
        process.destroyForcibly().waitFor();

        CommandLineRun run = CommandLineRun.of(with(arguments(photos, table), "--resume"));

        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(Files.readAllBytes(table)).isEqualTo(whole);
        assertThat(folder.resolve("table.json.journal")).doesNotExist();
    }

    @Test
    void merged_tables_are_the_table_of_all_images() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("odd"));
        Path even = Files.createDirectory(folder.resolve("even"));
        try (Stream<Path> all = Files.list(photos)) {
            int index = 0;
            for (Path photo : all.sorted().toList()) {
                Files.copy(photo, (index++ % 3 == 0 ? even : odd).resolve(photo.getFileName()));
            }
        }
        calibrated(odd, "odd.json");
        calibrated(even, "even.json");
        for (List<String> order : List.of(List.of("odd", "even"), List.of("even", "odd"))) {
            List<String> command = new ArrayList<>(List.of("calibrate", "--merge"));
            order.forEach(part -> command.add(folder.resolve(part + ".json").toString()));
            CommandLineRun run = CommandLineRun.of(
                    with(command, "-o", folder.resolve("merged.json").toString()));
            assertThat(run.exitCode()).as(run.talk()).isZero();
            assertThat(Files.readAllBytes(folder.resolve("merged.json"))).isEqualTo(whole);
        }
    }

    @Test
    void an_image_that_changed_in_between_is_named() throws IOException {
        Path table = folder.resolve("table.json");
        Path bad = Files.writeString(photos.resolve("zzz.jpg"), "junk");
        CommandLineRun first = CommandLineRun.of(with(arguments(photos, table), "--max-bad-images", "0"));
        assertThat(first.exitCode()).isEqualTo(4);
        assertThat(folder.resolve("table.json.journal")).exists();
        Path photo = photos.resolve("000000000009.jpg");
        Files.copy(photos.resolve("000000000025.jpg"), photo, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.delete(bad);
        CommandLineRun run = CommandLineRun.of(with(arguments(photos, table), "--resume"));
        assertThat(run.exitCode()).isEqualTo(8);
        assertThat(BadInput.errorIn(run, folder))
                .isEqualTo("octet: The images changed since the calibration was begun: "
                        + "image DIR/photos/000000000009.jpg is another one now.\n"
                        + "  Run without --resume to start over.\n");
    }

    private byte[] calibrated(Path images, String name) throws IOException {
        Path table = folder.resolve(name);
        CommandLineRun run = CommandLineRun.of(arguments(images, table).toArray(String[]::new));
        assertThat(run.exitCode()).as(run.talk()).isZero();
        return Files.readAllBytes(table);
    }

    private static List<String> arguments(Path images, Path table) {
        return List.of(
                "calibrate",
                SharedData.path("models/yolox_nano.onnx").toString(),
                "--images",
                images.toString(),
                "-o",
                table.toString());
    }

    private static String[] with(List<String> arguments, String... more) {
        return Stream.concat(arguments.stream(), Arrays.stream(more)).toArray(String[]::new);
    }
}
