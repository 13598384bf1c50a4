package dev.octet.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle, moved to a path with spaces and started without an environment and without another Java. */
class BundleIT {

    @TempDir
    private static Path folder;

    private static Path home;
    private static Path tools;

    private record Outcome(int code, String results, String talk) {}

    @BeforeAll
    static void make_and_move_it() throws IOException {
        Bundle bundle = bundle(BundlePlatform.of(System.getProperty("octet.bundle.platform")), "");
        Path made = bundle.writeTo(Files.createDirectory(folder.resolve("made")));
        home = Files.move(
                made, Files.createDirectories(folder.resolve("my own tools")).resolve("octet here"));
        // What the launcher takes from the system; there is no java among it.
        tools = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("readlink", "dirname")) {
            Files.copy(Path.of("/usr/bin", tool), tools.resolve(tool));
        }
    }

    /** Of the jars of this build; on another platform without the libraries of this one. */
    private static Bundle bundle(BundlePlatform platform, String variant) throws IOException {
        List<Path> jars = BundleMain.jars(
                Path.of(System.getProperty("octet.bundle.jar")), Path.of(System.getProperty("octet.bundle.classpath")));
        String own = "-" + System.getProperty("octet.bundle.platform") + ".jar";
        return new Bundle(
                Path.of("..").toRealPath(),
                platform.isThisMachine()
                        ? jars
                        : jars.stream()
                                .filter(jar -> !jar.toString().endsWith(own))
                                .toList(),
                System.getProperty("octet.bundle.version"),
                platform,
                BundleOptions.of(List.of("variant=" + variant)));
    }

    @Test
    void starts_without_an_environment_and_without_java() throws Exception {
        Outcome outcome = run(home.resolve("octet"), Map.of(), "--version");
        assertThat(outcome.talk()).isEmpty();
        assertThat(outcome.results()).isEqualTo("octet " + System.getProperty("octet.bundle.version") + "\n");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void starts_through_links_and_takes_options_for_java() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("a link"), home.resolve("octet"));
        Path second = Files.createSymbolicLink(folder.resolve("another link"), link.getFileName());
        Outcome outcome = run(second, Map.of("OCTET_JAVA_OPTS", "-XshowSettings:vm,properties -Xmx77m"), "--version");
        assertThat(outcome.talk())
                .contains("Max. Heap Size: 77.00M")
                .contains("java.home = " + home.toRealPath().resolve("runtime"));
    }

    @Test
    void the_runtime_shares_its_classes_after_the_move() throws Exception {
        Outcome outcome = run(home.resolve("octet"), Map.of("OCTET_JAVA_OPTS", "-Xlog:class+load"), "--version");
        assertThat(outcome.results()).contains("java.lang.Object source: shared objects file");
    }

    @Test
    void the_doctor_finds_every_library_that_is_inside() throws Exception {
        Outcome outcome = run(home.resolve("octet"), Map.of(), "doctor", "--cpu", "--color=never");
        assertThat(outcome.code()).as(outcome.toString()).isZero();
        assertThat(outcome.results())
                .containsPattern("(?m)^ok +.*ONNX Runtime")
                .containsPattern("(?m)^ok +.*OpenCV")
                .doesNotContain("fail ");
    }

    @Test
    void the_self_test_passes_and_writes_what_it_saw() throws Exception {
        Path file = folder.resolve("seen.json");
        Outcome outcome = run(home.resolve("octet"), Map.of(), "selftest", "-o", file.toString());
        assertThat(outcome.code()).as(outcome.toString()).isZero();
        assertThat(outcome.results()).contains("3 passed, 0 failed, 0 skipped");
        assertThat(file).content().contains("\"schema\" : \"octet.selftest/1\"");
    }

    @Test
    void onnx_runtime_keeps_and_sends_nothing_about_the_machine() throws Exception {
        Path quiet = Files.createDirectory(folder.resolve("quiet"));
        Map<String, String> environment = Map.of("HOME", quiet.toString(), "TMPDIR", quiet.toString());
        assertThat(run(home.resolve("octet"), environment, "doctor", "--cpu", "--quiet")
                        .code())
                .isZero();
        assertThat(quiet).isEmptyDirectory();
    }

    @Test
    void folders_of_libraries_that_the_user_names_are_looked_into() throws Exception {
        Path libraries = Files.createDirectories(folder.resolve("libs"));
        Files.createSymbolicLink(libraries.resolve("libcuda.so.1"), Path.of("/nowhere"));
        Outcome outcome =
                run(home.resolve("octet"), Map.of("LD_LIBRARY_PATH", libraries.toString()), "doctor", "--json");
        assertThat(outcome.results()).contains(libraries.toString());
    }

    @Test
    void only_libraries_of_this_platform_are_inside_and_every_jar_has_a_license() throws Exception {
        List<String> others = new ArrayList<>();
        String own = System.getProperty("octet.bundle.platform");
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    zip.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.matches(".*(\\.so[.0-9]*|\\.dylib|\\.dll|\\.jnilib)"))
                            .filter(name -> !name.contains("/" + own + "/")
                                    && !name.contains(
                                            "/" + BundlePlatform.of(own).onnxRuntimeFolder() + "/"))
                            .forEach(name -> others.add(jar.getFileName() + "!" + name));
                }
                assertThat(home.resolve("licenses/THIRD-PARTY.txt"))
                        .content()
                        .contains(jar.getFileName().toString());
            }
        }
        assertThat(others).isEmpty();
        assertThat(home.resolve("licenses/LICENSE")).isNotEmptyFile();
        assertThat(home.resolve("runtime/legal/java.base")).isNotEmptyDirectory();
    }

    @Test
    void a_bundle_for_another_processor_says_that_it_needs_java() throws Exception {
        BundlePlatform other = Stream.of(BundlePlatform.values())
                .filter(one -> !one.isThisMachine())
                .findFirst()
                .orElseThrow();
        Path made = bundle(other, "jetpack6").writeTo(Files.createDirectory(folder.resolve("other")));
        assertThat(made.getFileName()).asString().endsWith("-" + other.classifier() + "-jetpack6");
        assertThat(made.resolve("runtime")).doesNotExist();
        assertThat(made.resolve("README.txt")).content().contains("There is no Java in this bundle");
        assertThat(run(made.resolve("octet"), Map.of(), "--version"))
                .isEqualTo(new Outcome(
                        5,
                        "",
                        "octet: There is no Java, and this bundle has none.\n"
                                + "  Install Java 17 or later, or set JAVA_HOME to one.\n"));
        Outcome with = run(made.resolve("octet"), Map.of("JAVA_HOME", System.getProperty("java.home")), "--version");
        assertThat(with.results()).startsWith("octet ");
    }

    @Test
    void libraries_of_another_processor_make_no_bundle() throws Exception {
        BundlePlatform other = Stream.of(BundlePlatform.values())
                .filter(one -> !one.isThisMachine())
                .findFirst()
                .orElseThrow();
        NativeContents contents = NativeContents.of(other, Path.of("src/bundle/files/not-inside.txt"));
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            assertThatThrownBy(() -> contents.require(jars.sorted().toList()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("A bundle for " + other.classifier() + " must not have\n  ")
                    .hasMessageContaining("libopencv_core.so");
        }
    }

    @Test
    void every_command_has_a_manual_page_and_is_completed() throws Exception {
        Path share = home.resolve("share");
        assertThat(share.resolve("man/man1/octet.1")).content().contains("quantize");
        assertThat(share.resolve("man/man1/octet-table-show.1")).isNotEmptyFile();
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        ". \"$1\"; COMP_WORDS=(octet quant); COMP_CWORD=1; _complete_octet; echo \"${COMPREPLY[@]}\"",
                        "bash",
                        share.resolve("bash-completion/completions/octet").toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("quantize\n");
    }

    private static Outcome run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path results = Files.createTempFile(folder, "run", ".out");
        Path talk = Files.createTempFile(folder, "run", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(results.toFile())
                .redirectError(talk.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Outcome(
                code,
                Files.readString(results, StandardCharsets.UTF_8),
                Files.readString(talk, StandardCharsets.UTF_8));
    }
}
