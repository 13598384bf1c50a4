package dev.octet.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Images of a bundle without libraries, on a base with two files that is made here. */
class OctetImageTest {

    private static final Instant TIME = Instant.parse("2026-11-23T00:00:00Z");

    @TempDir
    private static Path folder;

    private static Path base;
    private static Path bundle;

    @BeforeAll
    static void make_a_base_and_a_bundle() throws Exception {
        Path root = folder.resolve("root");
        write(root, "etc/os-release", "tiny", false);
        write(root, "bin/sh", "#!", true);
        base = folder.resolve("base.tar");
        run("base-from-folder.sh", root.toString(), base.toString());
        bundle = folder.resolve("bundle/octet-1.2-linux-x86_64");
        write(bundle, "octet", "#!/bin/sh\n", true);
        write(bundle, "README.txt", "read me", false);
        write(bundle, "sbom.cdx.json", "{}", false);
        write(bundle, "lib/octet-runner-1.2.jar", "ours", false);
        write(bundle, "lib/onnxruntime-1.29.0.jar", "theirs", false);
        write(bundle, "runtime/bin/java", "java", true);
        write(bundle, "runtime/lib/modules", "modules", false);
    }

    @Test
    void the_image_for_processors_has_these_files_and_no_others() throws Exception {
        Path image = image(ImageKind.CPU, "one");
        assertThat(listing(image))
                .containsExactly(
                        "755 0:0 bin/sh",
                        "644 0:0 etc/os-release",
                        "644 0:0 opt/octet/README.txt",
                        "644 0:0 opt/octet/lib/octet-runner-1.2.jar",
                        "644 0:0 opt/octet/lib/onnxruntime-1.29.0.jar",
                        "755 0:0 opt/octet/octet",
                        "644 0:0 opt/octet/sbom.cdx.json");
        assertThat(Files.size(image)).isLessThan(50_000);
        assertThat(json(image, "manifest.json")
                        .required(0)
                        .required("RepoTags")
                        .required(0)
                        .asString())
                .isEqualTo("octet:1.2-cpu");
        assertThat(json(image, "manifest.json").required(0).required("Layers").size())
                .as("base, libraries, octet")
                .isEqualTo(3);
    }

    @Test
    void it_runs_as_a_user_without_rights_and_says_how_it_is() throws Exception {
        JsonNode image = json(image(ImageKind.CPU, "two"), "config.json");
        JsonNode config = image.required("config");
        assertThat(config.required("User").asString()).isEqualTo("10001:10001");
        assertThat(words(config.required("Entrypoint"))).containsExactly("/opt/octet/octet");
        assertThat(words(config.required("Cmd"))).containsExactly("--help");
        assertThat(config.required("WorkingDir").asString()).isEqualTo("/data");
        assertThat(words(config.required("Env")))
                .contains("HOME=/tmp", "OCTET_CACHE=/tmp/octet", "ORT_DISABLE_TELEMETRY=1")
                .anyMatch(word -> word.startsWith("PATH="));
        assertThat(words(config.required("Healthcheck").required("Test")))
                .containsExactly("CMD", "/opt/octet/octet", "doctor", "--quiet", "--cpu");
        assertThat(config.required("Healthcheck").required("Interval").asLong()).isEqualTo(300_000_000_000L);
        assertThat(config.required("Labels")
                        .required("org.opencontainers.image.version")
                        .asString())
                .isEqualTo("1.2");
        assertThat(config.required("Labels").required("dev.octet.sbom").asString())
                .isEqualTo("/opt/octet/sbom.cdx.json");
        assertThat(image.required("created").asString()).isEqualTo("2026-11-23T00:00:00Z");
        assertThat(image.required("architecture").asString()).isEqualTo("amd64");
    }

    @Test
    void the_image_for_gpus_has_a_java_and_is_healthy_with_a_gpu_only() throws Exception {
        Path image = image(ImageKind.GPU, "three");
        assertThat(listing(image))
                .contains("755 0:0 opt/octet/runtime/bin/java", "644 0:0 opt/octet/runtime/lib/modules");
        assertThat(words(json(image, "config.json")
                        .required("config")
                        .required("Healthcheck")
                        .required("Test")))
                .endsWith("doctor", "--quiet");
    }

    @Test
    void the_same_bundle_gives_the_same_bytes_whenever_and_wherever() throws Exception {
        Path first = image(ImageKind.CPU, "four");
        Path copy = folder.resolve("elsewhere/octet-1.2-linux-x86_64");
        try (var files = Files.walk(bundle)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(bundle.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
                Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(file));
                Files.setLastModifiedTime(to, FileTime.from(TIME));
            }
        }
        Path second = new OctetImage(ImageKind.CPU, "1.2", copy, "tar:" + base, TIME).writeTo(folder.resolve("five"));
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(folder.resolve("five")).isDirectoryNotContaining("glob:**{.jib,.part}");
    }

    @Test
    void a_missing_bundle_or_java_is_said() throws IOException {
        OctetImage none = new OctetImage(ImageKind.CPU, "1.2", folder.resolve("none"), "tar:" + base, TIME);
        assertThatThrownBy(() -> none.writeTo(folder.resolve("six")))
                .hasMessage(folder.resolve("none")
                        + " is no bundle; make one first, with ./mvnw -Pbundle -DskipTests package");
        Path bare = folder.resolve("bare");
        write(bare, "octet", "#!/bin/sh\n", true);
        OctetImage jetson = new OctetImage(ImageKind.JETPACK6, "1.2", bare, "tar:" + base, TIME);
        assertThatThrownBy(() -> jetson.writeTo(folder.resolve("six")))
                .hasMessage(bare + " has no Java, and neither has the base of this image; make the bundle with"
                        + " -Dbundle.jmods=DIR, the folder jmods of a JDK for that platform");
        assertThatThrownBy(() -> ImageKind.named("cuda"))
                .hasMessage("image is 'cuda', must be one of cpu, gpu, jetpack6, jetpack7");
    }

    @Test
    void an_image_unpacks_to_the_root_file_system_that_a_container_sees() throws Exception {
        Path root = folder.resolve("unpacked");
        run("unpack-image.sh", image(ImageKind.CPU, "seven").toString(), root.toString());
        assertThat(root.resolve("etc/os-release")).hasContent("tiny");
        assertThat(root.resolve("opt/octet/lib/onnxruntime-1.29.0.jar")).hasContent("theirs");
        assertThat(root.resolve("opt/octet/octet")).isExecutable();
    }

    private static Path image(ImageKind kind, String into) throws Exception {
        return new OctetImage(kind, "1.2", bundle, "tar:" + base, TIME).writeTo(folder.resolve(into));
    }

    private static void write(Path root, String name, String text, boolean program) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static void run(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", script));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /** Files of all layers, as a container would see them; owners of the base are those of who ran this test. */
    private static List<String> listing(Path image) throws IOException {
        Map<String, byte[]> parts = entries(Files.newInputStream(image));
        Map<String, String> files = new TreeMap<>();
        for (String layer : words(json(image, "manifest.json").required(0).required("Layers"))) {
            byte[] bytes = parts.get(layer);
            InputStream plain = new ByteArrayInputStream(bytes);
            boolean own = bytes[0] == 0x1f;
            try (TarArchiveInputStream tar = new TarArchiveInputStream(own ? new GZIPInputStream(plain) : plain)) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (entry.isFile()) {
                        String name = entry.getName().replaceFirst("^\\./", "");
                        String owner =
                                name.startsWith("opt/") ? entry.getLongUserId() + ":" + entry.getLongGroupId() : "0:0";
                        files.put(name, String.format(Locale.ROOT, "%o %s %s", entry.getMode() & 0777, owner, name));
                    }
                }
            }
        }
        return List.copyOf(files.values());
    }

    private static Map<String, byte[]> entries(InputStream in) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), tar.readAllBytes());
            }
        }
        return entries;
    }

    private static JsonNode json(Path image, String name) throws IOException {
        return new JsonMapper().readTree(entries(Files.newInputStream(image)).get(name));
    }

    private static List<String> words(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
