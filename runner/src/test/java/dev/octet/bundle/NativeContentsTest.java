package dev.octet.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeContentsTest {

    private static final int X86_64 = 62;
    private static final int ARM64 = 183;

    @TempDir
    private Path folder;

    private NativeContents arm64;

    @BeforeEach
    void read_the_list() throws IOException {
        arm64 = NativeContents.of(BundlePlatform.LINUX_ARM64, Path.of("src/bundle/files/not-inside.txt"));
    }

    @Test
    void libraries_of_the_platform_are_counted() throws IOException {
        Path jar = jar("libjnicudart.so", elf(ARM64, 64), "libopencv_core.so.413", elf(ARM64, 64));
        assertThat(arm64.require(List.of(jar, jar("a.class", new byte[0])))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "libx.so, 62, 64, it is for 64-bit x86-64",
        "hidden.bin, 62, 64, it is for 64-bit x86-64",
        "libx.so, 183, 32, it is for 32-bit arm64",
        "x.dll, 0, 0, it is for another system",
        "libnvinfer_plugin.so.10, 183, 64, TensorRT comes from the system",
        "libnvinfer_builder_resource_sm87.so.10.3.0, 183, 64, TensorRT comes from the system",
        "libcudart.so.12, 183, 64, CUDA's libraries come from the system",
        "libcudnn_graph.so.9, 183, 64, CUDA's libraries come from the system",
        "libnvrtc.so.13, 183, 64, CUDA's libraries come from the system",
        "libtorch_cpu.so, 183, 64, 'libtorch is an add-on, not part of a bundle'",
        "libc10.so, 183, 64, 'libtorch is an add-on, not part of a bundle'"
    })
    void what_must_not_be_inside_is_named_with_its_jar(String name, int machine, int bits, String why)
            throws IOException {
        Path jar = jar("ok.txt", new byte[0], name, elf(machine, bits));
        assertThatThrownBy(() -> arm64.require(List.of(jar)))
                .isInstanceOf(IOException.class)
                .hasMessage("A bundle for linux-arm64 must not have\n  some.jar!a/" + name + ": " + why
                        + "\nPackage with -Dnative.classifier=linux-arm64 and without redistributables.");
    }

    private Path jar(Object... namesAndBytes) throws IOException {
        Path jar = Files.createDirectories(folder.resolve("x" + namesAndBytes.length))
                .resolve("some.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < namesAndBytes.length; i += 2) {
                zip.putNextEntry(new ZipEntry("a/" + namesAndBytes[i]));
                zip.write((byte[]) namesAndBytes[i + 1]);
                zip.closeEntry();
            }
        }
        return jar;
    }

    /** The first bytes of a library; none for no processor. */
    private static byte[] elf(int machine, int bits) {
        byte[] bytes = new byte[bits == 0 ? 0 : 64];
        if (bits != 0) {
            bytes[0] = 0x7f;
            bytes[1] = 'E';
            bytes[2] = 'L';
            bytes[3] = 'F';
            bytes[4] = (byte) (bits / 32);
            bytes[5] = 1;
            bytes[18] = (byte) machine;
        }
        return bytes;
    }
}
