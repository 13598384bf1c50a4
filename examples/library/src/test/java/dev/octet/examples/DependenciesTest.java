package dev.octet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an application gets with the calibrator, as Maven resolved it for these examples. */
class DependenciesTest {

    private static final List<String> CLASS_PATH = Stream.of(
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator))
            .map(entry -> Path.of(entry).getFileName().toString())
            .toList();

    @Test
    void neither_nvidias_libraries_nor_libtorch_come_with_the_calibrator() {
        assertThat(CLASS_PATH).anyMatch(jar -> jar.startsWith("onnxruntime-1."));
        assertThat(CLASS_PATH)
                .noneMatch(jar -> jar.matches("(?!junit-).*(redist|onnxruntime_gpu|-platform-|pytorch|libtorch).*"));
    }

    @Test
    void neither_do_the_command_line_and_its_libraries() {
        assertThat(CLASS_PATH)
                .noneMatch(jar -> jar.matches("(octet-runner|octet-benchmarks|picocli|jte|jmh|slf4j-simple).*"));
    }
}
