package dev.octet.bindings.tensorrt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loads NVIDIA's libraries and their JNI libraries without a driver, in an order in which each finds what it needs. */
final class RealLibraries {

    private static final String TENSORRT = "/org/bytedeco/tensorrt/linux-x86_64/";

    private static final List<String> ORDER = List.of(
            "/org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so",
            TENSORRT + "libnvinfer.so.10",
            TENSORRT + "libnvinfer_plugin.so.10",
            TENSORRT + "libnvonnxparser.so.10",
            TENSORRT + "libjninvinfer.so",
            TENSORRT + "libjninvinfer_plugin.so",
            TENSORRT + "libjninvonnxparser.so");

    private RealLibraries() {}

    static void load() {
        Path folder = Path.of(System.getProperty("octet.natives"));
        ORDER.forEach(library ->
                System.load(unpacked(library, folder).toAbsolutePath().toString()));
    }

    private static Path unpacked(String library, Path folder) {
        Path file = folder.resolve(library.substring(library.lastIndexOf('/') + 1));
        try (InputStream content = RealLibraries.class.getResourceAsStream(library)) {
            if (content == null) {
                throw new IllegalStateException(library + " is not on the class path; use -Pnatives");
            }
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                Path part = folder.resolve(file.getFileName() + ".part");
                Files.copy(content, part, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
