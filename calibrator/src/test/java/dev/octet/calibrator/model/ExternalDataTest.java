package dev.octet.calibrator.model;

import static dev.octet.calibrator.model.TinyModels.opset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.onnx.StringStringEntryProto;
import dev.octet.calibrator.model.onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalDataTest {

    private static final Initializer WEIGHTS = Initializer.ofFloats("w", new float[] {1, 2, 3}, 3);
    private static final String PLAIN = "expected a plain file inside the model's folder, without '..' and links";

    @TempDir
    Path root;

    private Path folder;

    @BeforeEach
    void files() throws IOException {
        folder = Files.createDirectories(root.resolve("models/inner")).getParent();
        Files.write(root.resolve("secret"), WEIGHTS.bytes());
        Files.write(folder.resolve("w.bin"), WEIGHTS.bytes());
        Files.write(folder.resolve("inner/w.bin"), WEIGHTS.bytes());
        Files.write(folder.resolve("short.bin"), new byte[11]);
        Files.write(folder.resolve("twice.bin"), WEIGHTS.bytes());
        Files.createLink(folder.resolve("hard.bin"), folder.resolve("twice.bin"));
        Files.createSymbolicLink(folder.resolve("soft.bin"), root.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("near.bin"), Path.of("w.bin"));
        Files.createSymbolicLink(folder.resolve("up"), root);
    }

    private OnnxModel read(String... entries) throws IOException {
        TensorProto.Builder tensor =
                WEIGHTS.proto().toBuilder().clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
        for (int i = 0; i < entries.length; i += 2) {
            tensor.addExternalData(
                    StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
        }
        Path file = folder.resolve("m.onnx");
        Files.write(file, model(tensor.build()).proto().toByteArray());
        return OnnxModel.at(file);
    }

    private static TinyModels model(TensorProto weights) {
        return opset(13).input("x", 3).constant(weights).node("Mul", "x w", "y").output("y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.bin", "inner/w.bin", "./w.bin"})
    void a_file_in_the_folder_equals_data_inside(String location) throws IOException {
        OnnxModel inline = model(WEIGHTS.proto()).build();

        OnnxModel external = read("location", location);

        assertThat(external.toBytes()).isEqualTo(inline.toBytes());
        assertThat(external.sizeBytes()).isGreaterThan(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../secret",
                "./../secret",
                "inner/../../secret",
                "inner/../w.bin",
                "../models/w.bin",
                "/etc/passwd",
                "//etc/passwd",
                "/",
                "\\etc",
                "..\\secret",
                "inner\\w.bin",
                "C:w.bin",
                "C:/w.bin",
                "file:///etc/passwd",
                "w.bin:stream",
                "w.bin\0",
                "\0",
                "w.bin\0/../x",
                "soft.bin",
                "near.bin",
                "hard.bin",
                "twice.bin",
                "up/secret",
                "up/models/w.bin",
                "up",
                "inner/..",
                "../../../../../../etc/passwd",
                "http://host/w"
            })
    void a_location_that_leads_elsewhere_is_refused(String location) {
        refused("lies in '" + location.replace('\0', '?') + "', " + PLAIN, "location", location);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone.bin", "inner", ".", "w.bin/", "inner/gone", "~/w.bin", "%2e%2e/secret", "w.bin "})
    void a_location_without_a_file_is_refused_or_read_inside(String location) throws IOException {
        if (location.equals("w.bin/")) {
            assertThat(read("location", location).sizeBytes()).isPositive();
            return;
        }
        refused("lies in '" + location + "', which is not a file in the model's folder", "location", location);
    }

    @Test
    void offsets_and_lengths_must_lie_in_the_file() {
        String file = "w.bin";
        refused("needs 12 bytes and claims 12 at offset 1 of w.bin, which has 12", "location", file, "offset", "1");
        refused("needs 12 bytes and claims 13 at offset 0 of w.bin, which has 12", "location", file, "length", "13");
        refused("needs 12 bytes and claims 12 at offset 0 of short.bin, which has 11", "location", "short.bin");
        refused(
                "needs 12 bytes and claims 12 at offset 9223372036854775807 of w.bin, which has 12",
                "location",
                file,
                "offset",
                "9223372036854775807");
        refused("has offset '-1', expected a number of at least 0", "location", file, "offset", "-1");
        refused("has length 'x', expected a number of at least 0", "location", file, "length", "x");
        refused("has external data key 'location' twice", "location", file, "location", file);
        refused(
                "has external data key 'basepath', expected one of [checksum, length, location, offset]",
                "basepath",
                "/");
    }

    private void refused(String what, String... entries) {
        assertThatThrownBy(() -> read(entries))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT))
                .hasMessage("Model m.onnx: tensor 'w' " + what + ".");
    }
}
