package dev.octet.bindings.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptModuleTest implements NeedsLibTorch {

    /** A convolution on integers whose steps are 0.5 before and 0.25 behind. */
    private static final ScriptSource CONVOLUTION = new ScriptSource(
            "Tiny",
            List.of(new ScriptSource.Slot("packed", ScriptSource.Kind.CONVOLUTION)),
            "  def forward(self: __torch__.Tiny, x: Tensor) -> Tensor:\n"
                    + "    q = torch.quantize_per_tensor(x, 0.5, 10, 13)\n"
                    + "    r = ops.quantized.conv2d(q, self.packed, 0.25, 20)\n"
                    + "    return torch.dequantize(r)\n");

    @TempDir
    private Path folder;

    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    private static ScriptModule convolution() {
        ScriptModule module = ScriptModule.of(CONVOLUTION);
        try (ScriptModule.Filling filling = module.fill()) {
            QuantizedWeights weights = new QuantizedWeights(
                    new byte[] {2, -3, 4, 127},
                    true,
                    new long[] {2, 2, 1, 1},
                    new float[] {0.5f, 0.125f},
                    new int[] {0, 0},
                    0);
            Windows windows =
                    new Windows(new long[] {1, 1}, new long[] {1, 1}, new long[2], new long[2], new long[] {1, 1}, 1);
            filling.convolution("packed", weights, Optional.of(new float[] {1, -0.25f}), windows);
        }
        return module;
    }

    /**
     * {@code x} is rounded to 1, -2 and 0.5, 3 of two channels. The first output is {@code 1 * x0 - 1.5 * x1 + 1}, the second
     * {@code 0.5 * x0 + 15.875 * x1 - 0.25}, rounded to quarters and cut at {@code (255 - 20) / 4}.
     */
    private static void assertConvolves(ScriptModule module) {
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor x = scope.floats(new float[] {1.1f, -1.9f, 0.6f, 2.9f}, 1, 2, 1, 2);
            assertThat(module.run(List.of(x), scope).get(0).floats()).containsExactly(1.25f, -5, 8.25f, 46.5f);
        }
    }

    @Test
    void a_convolution_on_integers_gives_its_rounded_sums_also_after_a_file() {
        try (ScriptModule made = convolution()) {
            assertConvolves(made);
            made.save(folder.resolve("tiny.pt"), Map.of("note.txt", "drawn by hand"));
        }
        try (ScriptModule loaded = ScriptModule.load(folder.resolve("tiny.pt"))) {
            assertConvolves(loaded);
        }
    }

    @Test
    void a_file_for_the_lite_interpreter_has_bytecode_and_any_file_its_texts() throws IOException {
        Path plain = folder.resolve("tiny.pt");
        Path mobile = folder.resolve("tiny.ptl");
        try (ScriptModule made = convolution()) {
            made.save(plain, Map.of("note.txt", "drawn by hand"));
            made.saveForMobile(mobile, Map.of("note.txt", "drawn by hand"));
        }
        assertThat(names(plain)).contains("tiny/extra/note.txt").doesNotContain("tiny/bytecode.pkl");
        assertThat(names(mobile)).contains("tiny/extra/note.txt", "tiny/bytecode.pkl");
        try (ScriptModule loaded = ScriptModule.load(mobile)) {
            assertConvolves(loaded);
        }
    }

    private static List<String> names(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void a_process_with_nothing_but_libtorch_loads_the_file() throws IOException, InterruptedException {
        Path file = folder.resolve("tiny.pt");
        try (ScriptModule made = convolution()) {
            made.save(file, Map.of());
        }
        String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*[/\\\\](pytorch|javacpp|openblas)-[^/\\\\]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        Path program = folder.resolve("LoadScript.java");
        Files.writeString(program, """
                import org.bytedeco.pytorch.*;
                import org.bytedeco.pytorch.global.torch;

                public class LoadScript {
                    public static void main(String[] arguments) {
                        JitModule module = torch.load(arguments[0]);
                        Tensor x = Tensor.create(new float[] {1.1f, -1.9f, 0.6f, 2.9f}, 1, 2, 1, 2);
                        Tensor y = module.forward(new IValueVector(new IValue(x))).toTensor().contiguous();
                        java.nio.FloatBuffer values = y.createBuffer();
                        for (int i = 0; i < 4; i++) {
                            System.out.print(values.get(i) + " ");
                        }
                    }
                }
                """);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        jars,
                        program.toString(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(said).isEqualTo("1.25 -5.0 8.25 46.5 ");
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void quantized_tensors_stand_for_their_floats() {
        ScriptSource source = new ScriptSource(
                "Held",
                List.of(
                        new ScriptSource.Slot("a", ScriptSource.Kind.TENSOR),
                        new ScriptSource.Slot("b", ScriptSource.Kind.TENSOR)),
                "  def forward(self: __torch__.Held) -> List[Tensor]:\n"
                        + "    return [torch.dequantize(self.a), torch.dequantize(self.b)]\n");
        try (ScriptModule module = ScriptModule.of(source);
                TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            try (ScriptModule.Filling filling = module.fill()) {
                filling.weights(
                        "a",
                        new QuantizedWeights(
                                new byte[] {1, -1, 3, -128},
                                true,
                                new long[] {2, 2},
                                new float[] {0.5f, 2},
                                new int[] {0, 1},
                                0));
                filling.weights(
                        "b",
                        new QuantizedWeights(
                                new byte[] {0, (byte) 255},
                                false,
                                new long[] {2},
                                new float[] {0.25f},
                                new int[] {4},
                                QuantizedWeights.NO_AXIS));
            }
            List<Tensor> made = module.run(List.of(), scope);
            assertThat(made.get(0).floats()).containsExactly(0.5f, -0.5f, 4, -258);
            assertThat(made.get(1).floats()).containsExactly(-1, 62.75f);
        }
    }

    @Test
    void a_source_that_libtorch_does_not_understand_says_why() {
        ScriptSource wrong = new ScriptSource(
                "Wrong",
                List.of(),
                "  def forward(self: __torch__.Wrong, x: Tensor) -> Tensor:\n    return torch.no_such_thing(x)\n");
        assertThatThrownBy(() -> ScriptModule.of(wrong).close()).isInstanceOfSatisfying(ToolkitException.class, e -> {
            assertThat(e.kind()).isEqualTo(FailureKind.NATIVE_FAILURE);
            assertThat(String.valueOf(e.getCause())).contains("no_such_thing");
        });
    }

    @Test
    void weights_have_as_many_scales_as_channels() {
        assertThatThrownBy(() ->
                        new QuantizedWeights(new byte[4], true, new long[] {2, 2}, new float[] {1}, new int[] {0}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, 2] with axis 0 does not fit 4 integers, 1 scales and 1 zero points");
    }

    @Test
    void the_engine_that_is_named_computes() {
        Optional<QuantizedEngine> before = QuantizedEngine.current();
        assertThat(QuantizedEngine.supported()).contains(QuantizedEngine.QNNPACK);
        try {
            QuantizedEngine.QNNPACK.use();
            assertThat(QuantizedEngine.current()).hasValue(QuantizedEngine.QNNPACK);
            try (ScriptModule made = convolution()) {
                assertConvolves(made);
            }
        } finally {
            before.ifPresent(QuantizedEngine::use);
        }
    }
}
