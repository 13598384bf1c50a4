package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

    @TempDir
    private Path folder;

    @Test
    void starts_from_any_folder() {
        Launcher.Outcome outcome = run(Map.of(), "--version");
        assertThat(outcome.talk()).isEmpty();
        assertThat(outcome.results()).matches("octet \\d+\\.\\d+\\.\\d+.*\n");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void starts_through_links_in_folders_with_spaces() throws IOException {
        Path spaced = Files.createDirectory(folder.resolve("my tools"));
        Path first = Files.createSymbolicLink(spaced.resolve("first link"), Launcher.path());
        Files.createSymbolicLink(spaced.resolve("second link"), first.getFileName());
        Launcher.Outcome outcome = Launcher.run(
                folder, Map.of(), List.of(spaced.resolve("second link").toString(), "--version"));
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.results()).startsWith("octet ");
    }

    @Test
    void passes_arguments_and_the_exit_code_through() {
        Launcher.Outcome outcome = run(Map.of(), "inspect", "no such.onnx");
        assertThat(outcome)
                .isEqualTo(new Launcher.Outcome(
                        4, "", "octet: Model no such.onnx does not exist.\n  Check the path of the model.\n"));
    }

    @Test
    void help_loads_no_native_library() {
        Launcher.Outcome outcome = run(Map.of("OCTET_JAVA_OPTS", "-Xlog:library=info -verbose:class"), "--help");
        assertThat(outcome.results()).contains("dev.octet.runner.cli.OctetCli");
        assertThat(outcome.results()).doesNotContain("ai.onnxruntime", "org.bytedeco");
    }

    @Test
    void options_for_java_are_heeded() {
        Launcher.Outcome outcome = run(Map.of("OCTET_JAVA_OPTS", "-XshowSettings:vm -Xmx77m"), "--version");
        assertThat(outcome.talk()).contains("Max. Heap Size: 77.00M");
    }

    @Test
    void nothing_is_coloured_where_nobody_looks() {
        Launcher.Outcome outcome = run(Map.of("NO_COLOR", "1"), "doctor");
        assertThat(outcome.results() + outcome.talk()).doesNotContain("\u001b");
    }

    /** Where libtorch was put into the folder of add-ons, this cannot be seen. */
    @Test
    void without_the_add_on_training_says_how_to_get_it() {
        Assumptions.assumeFalse(Files.exists(Launcher.path().resolveSibling("addons")), "libtorch is here");
        Assumptions.assumeTrue(System.getProperty("os.arch").equals("amd64"), "another message");
        Launcher.Outcome outcome =
                run(Map.of(), "finetune", "m.onnx", "--images", "d", "--target", "tensorrt", "-o", "o.onnx");
        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.talk())
                .endsWith("octet: This needs libtorch, which is an add-on (92 MB) and not on the class path.\n"
                        + "  Run './mvnw -Plibtorch -DskipTests package' once where Octet was built, or put the jars of"
                        + " org.bytedeco:pytorch:2.10.0-1.5.13 and of its classifier linux-x86_64 from Maven Central into the"
                        + " folder addons/libtorch.\n");
    }

    @Test
    @Tag("shared")
    void the_log_of_opencv_stays_out_of_stderr() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Files.copy(SharedData.path("data/coco128/images/000000000009.jpg"), photos.resolve("good.jpg"));
        ByteBuffer bitmap = ByteBuffer.allocate(102).order(ByteOrder.LITTLE_ENDIAN);
        bitmap.put((byte) 'B').put((byte) 'M').putInt(2, 102).putInt(10, 54).putInt(14, 40);
        bitmap.putInt(18, 4).putInt(22, 4).putShort(26, (short) 1).putShort(28, (short) 24);
        bitmap.putInt(30, 9); // a compression that does not exist
        Files.write(photos.resolve("bad.bmp"), bitmap.array());
        Launcher.Outcome outcome = run(
                Map.of(),
                "calibrate",
                SharedData.path("models/yolox_nano.onnx").toString(),
                "--images",
                photos.toString(),
                "-o",
                folder.resolve("table.json").toString());
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.talk())
                .contains("Left out: " + photos + "/bad.bmp: ")
                .doesNotContain("ERROR");
    }

    @Test
    void no_java_is_named_with_its_fix() throws IOException {
        // Only what the launcher itself needs, and no java.
        Path tools = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("dirname", "readlink", "sed", "head", "find")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin").resolve(tool));
        }
        assertThat(run(Map.of("PATH", tools.toString(), "JAVA_HOME", ""), "--version"))
                .isEqualTo(new Launcher.Outcome(
                        5,
                        "",
                        "octet: There is no Java.\n"
                                + "  Install a JDK, version 17 or later, or set JAVA_HOME to one.\n"));
    }

    @Test
    void an_old_java_is_named_with_its_fix() throws IOException {
        Path old = Files.createDirectories(folder.resolve("jdk-11/bin")).getParent();
        Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 99\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"11.0.2\"\n");
        assertThat(run(Map.of("JAVA_HOME", old.toString()), "--version"))
                .isEqualTo(new Launcher.Outcome(
                        5,
                        "",
                        "octet: Java 11 in " + real(old) + " is too old.\n"
                                + "  Install a JDK, version 17 or later, or set JAVA_HOME to one.\n"));
    }

    @Test
    void the_completion_script_is_a_script() throws IOException {
        Path script = Files.writeString(
                folder.resolve("completion.sh"), run(Map.of(), "completion").results());
        Launcher.Outcome outcome = Launcher.run(
                folder, Map.of(), List.of("bash", "-c", ". ./" + script.getFileName() + " && complete -p octet"));
        assertThat(outcome.talk()).isEmpty();
        assertThat(outcome.results()).contains("octet");
    }

    @Test
    void nothing_about_the_machine_is_written_into_the_users_home() throws IOException {
        DrawnScenes.provide(folder, 1, 3);
        Path home = Files.createDirectory(folder.resolve("home"));
        Launcher.Outcome outcome = run(
                Map.of("HOME", home.toString()),
                "evaluate",
                "model.onnx",
                "--images",
                "photos",
                "--annotations",
                "annotations.json");
        assertThat(outcome.exitCode()).as(outcome.talk()).isZero();
        assertThat(home).isEmptyDirectory();
    }

    private Launcher.Outcome run(Map<String, String> environment, String... arguments) {
        return Launcher.run(
                folder,
                environment,
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(Launcher.path().toString()), List.of(arguments).stream())
                        .toList());
    }

    private static Path real(Path path) throws IOException {
        return path.toRealPath();
    }
}
