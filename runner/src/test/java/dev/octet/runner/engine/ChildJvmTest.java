package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {

    @TempDir
    private Path folder;

    @Test
    void the_second_jvm_is_like_the_first_without_a_limit_on_native_memory() {
        ChildJvm jvm = ChildJvm.likeThis("some.Main");
        assertThat(jvm.java()).isExecutable();
        assertThat(jvm.options())
                .endsWith("-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
                .noneMatch(option -> option.startsWith("-javaagent") || option.startsWith("-agentlib"));
        List<String> command = jvm.command(Path.of("crash.log"), "folder");
        assertThat(command)
                .startsWith(jvm.java().toString())
                .endsWith(
                        "-XX:ErrorFile=crash.log", "-cp", System.getProperty("java.class.path"), "some.Main", "folder");
    }

    @Test
    void a_crash_in_native_code_is_placed_by_the_jvms_report() throws IOException {
        Path report = Files.writeString(folder.resolve("crash.log"), """
                #
                # Problematic frame:
                # C  [libnvinfer.so.10+0x123]  nvinfer1::something
                #
                """);
        ChildEnd end = new ChildEnd(139, BuildPhase.BUILDING, 2.5, new NativeLogTail(), Optional.of(report));
        assertThat(end.failure(Path.of("m.onnx")))
                .hasMessage(
                        "The process that builds the engine of m.onnx died of signal 11 (SIGSEGV) while building, 2.5 s"
                                + " after its start, in C  [libnvinfer.so.10+0x123]  nvinfer1::something. It said nothing.");
    }

    @Test
    void a_crash_report_without_a_frame_says_nothing() throws IOException {
        Path report = Files.writeString(folder.resolve("crash.log"), "#\n");
        ChildEnd end = new ChildEnd(134, BuildPhase.PARSING, 1, new NativeLogTail(), Optional.of(report));
        assertThat(end.failure(Path.of("m.onnx")))
                .hasMessageStartingWith(
                        "The process that builds the engine of m.onnx died of signal 6 (SIGABRT) while parsing, 1.0 s after"
                                + " its start. It said nothing.");
    }
}
