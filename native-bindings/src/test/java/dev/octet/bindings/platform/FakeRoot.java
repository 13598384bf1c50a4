package dev.octet.bindings.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A folder that stands for {@code /}, with the files of a machine that tests make up.
 *
 * @param folder the folder
 */
public record FakeRoot(Path folder) {

    private static final int X86_64 = 62;
    private static final int ARM64 = 183;

    /** A text file. */
    public Path text(String path, String text) {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file that starts like a library for x86-64. */
    public Path libraryForX86(String path) {
        return write(path, elf(X86_64));
    }

    /** A file that starts like a library for arm64. */
    public Path libraryForArm(String path) {
        return write(path, elf(ARM64));
    }

    /** The search of a process on this machine. */
    public LibrarySearch search(String osArch, String libraryPath) {
        Map<String, String> properties = new HashMap<>(Map.of("os.arch", osArch, "java.class.path", "octet.jar"));
        return LibrarySearch.of(folder, Map.of("LD_LIBRARY_PATH", libraryPath), properties::get);
    }

    /** The first bytes of a 64-bit little-endian ELF file for that machine. */
    static byte[] elf(int machine) {
        byte[] bytes = new byte[64];
        bytes[0] = 0x7f;
        bytes[1] = 'E';
        bytes[2] = 'L';
        bytes[3] = 'F';
        bytes[4] = 2;
        bytes[5] = 1;
        bytes[18] = (byte) machine;
        return bytes;
    }

    private Path write(String path, byte[] bytes) {
        Path file = folder.resolve(path.startsWith("/") ? path.substring(1) : path);
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
