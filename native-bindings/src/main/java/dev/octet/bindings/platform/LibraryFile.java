package dev.octet.bindings.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file with the name of a shared library.
 *
 * @param path where it is
 * @param header what it says about itself; empty when it is no shared library
 */
public record LibraryFile(Path path, Optional<ElfHeader> header) {

    /** The file at that path; a file that cannot be read is no shared library. */
    static LibraryFile at(Path path) {
        try {
            return new LibraryFile(path, ElfHeader.of(path));
        } catch (IOException e) {
            return new LibraryFile(path, Optional.empty());
        }
    }

    /** True when it is a shared library, of whatever architecture. */
    public boolean isLibrary() {
        return header.isPresent();
    }

    /** What is wrong with it on a processor that the JDK calls {@code osArch}, as in "/a/b.so is for arm64". */
    public String fault(String osArch) {
        if (header.isPresent()) {
            ElfHeader elf = header.get();
            return path + " is a " + elf.bits() + "-bit library for " + elf.architecture() + ", this machine is "
                    + ElfHeader.architecture(osArch);
        }
        if (!Files.isReadable(path)) {
            return path + " cannot be read";
        }
        return path + (path.toFile().length() == 0 ? " is an empty file" : " is no shared library");
    }
}
