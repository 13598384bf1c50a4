package dev.octet.bindings.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the first bytes of a shared library say about where it runs.
 *
 * @param bits 32 or 64
 * @param architecture the processor that it is for, such as x86-64 or arm64
 */
public record ElfHeader(int bits, String architecture) {

    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
    private static final int CLASS_OFFSET = 4;
    private static final int ORDER_OFFSET = 5;
    private static final int MACHINE_OFFSET = 18;
    private static final int LENGTH = 20;

    /**
     * The header of a file; empty when the file is no ELF file.
     *
     * @throws IOException when the file cannot be read
     */
    public static Optional<ElfHeader> of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LENGTH));
        }
    }

    /** The header that a file's first bytes are, of which 20 are looked at; empty when they are none of an ELF file. */
    public static Optional<ElfHeader> of(byte[] bytes) {
        if (bytes.length < LENGTH) {
            return Optional.empty();
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes[i] != MAGIC[i]) {
                return Optional.empty();
            }
        }
        int low = bytes[MACHINE_OFFSET] & 0xff;
        int high = bytes[MACHINE_OFFSET + 1] & 0xff;
        int machine = bytes[ORDER_OFFSET] == 2 ? low << 8 | high : high << 8 | low;
        return Optional.of(new ElfHeader(bytes[CLASS_OFFSET] == 1 ? 32 : 64, architecture(machine)));
    }

    /** The name of an architecture as in a header, for the name that the JDK has for it. */
    static String architecture(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64" -> "x86-64";
            case "aarch64", "arm64" -> "arm64";
            default -> osArch;
        };
    }

    private static String architecture(int machine) {
        return switch (machine) {
            case 3 -> "x86";
            case 21 -> "ppc64";
            case 40 -> "arm";
            case 62 -> "x86-64";
            case 183 -> "arm64";
            case 243 -> "riscv";
            default -> "machine " + machine;
        };
    }

    /** True when a 64-bit JVM on this processor can load it; {@code osArch} is what the JDK calls the processor. */
    public boolean fits(String osArch) {
        return bits == 64 && architecture.equals(architecture(osArch));
    }
}
