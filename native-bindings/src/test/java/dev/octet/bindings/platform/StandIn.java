package dev.octet.bindings.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Libraries made by the C compiler of the machine, where there is one; tests that need them skip without.
 *
 * @param folder where they are put
 */
public record StandIn(Path folder) {

    /** A library with that soname and nothing in it. Functions are looked up when they are called, so it loads. */
    public void empty(String soname) {
        compile(soname, "");
    }

    /** A library with that soname that answers as CUDA and NVML do, with that status. */
    public void of(String soname, int status) {
        try (InputStream source = StandIn.class.getResourceAsStream("standin.c")) {
            compile(
                    soname,
                    "#define STATUS " + status + "\n"
                            + new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(String soname, String text) {
        try {
            Path source = Files.writeString(folder.resolve("standin.c"), text);
            // What was linked to NVIDIA's library asks for symbols of the version that is called as its soname.
            Path map =
                    Files.writeString(folder.resolve("version.map"), soname.replace('-', '_') + " { global: *; };\n");
            Process compiler = compiler(List.of(
                    "cc",
                    "-shared",
                    "-fPIC",
                    "-Wl,-soname," + soname,
                    "-Wl,--version-script=" + map,
                    "-o",
                    folder.resolve(soname).toString(),
                    source.toString()));
            String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(compiler.waitFor()).as(said).isZero();
            Files.delete(source);
            Files.delete(map);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Process compiler(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "there is no C compiler to make a stand-in with");
            throw new AssertionError(e);
        }
    }
}
