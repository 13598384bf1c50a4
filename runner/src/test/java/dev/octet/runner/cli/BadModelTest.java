package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says of models that it cannot use, word for word. */
class BadModelTest {

    @TempDir
    private Path folder;

    @Test
    void missing_model_is_named() {
        assertThat(inspect("model.onnx"))
                .isEqualTo(failure(4, "Model DIR/model.onnx does not exist.", "Check the path of the model."));
    }

    @Test
    void folder_is_no_model() {
        assertThat(inspect("")).isEqualTo(failure(4, "Model DIR is not a file.", "Name the .onnx file itself."));
    }

    @Test
    void random_bytes_are_no_model() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "not a model");
        assertThat(inspect("model.onnx"))
                .isEqualTo(failure(
                        4,
                        "Model model.onnx is not a whole ONNX file: its 11 bytes do not parse as one"
                                + " (Protocol message tag had invalid wire type.).",
                        "It may be truncated or another format; copy or export it again."));
    }

    @Test
    void truncated_model_is_not_whole() throws IOException {
        Path file = TinyModels.relu(folder.resolve("model.onnx"), 1, 3, 8, 8);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        CommandLineRun run = inspect("model.onnx");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .startsWith("octet: Model model.onnx is not a whole ONNX file: its " + (whole.length - 20)
                        + " bytes do not parse as one (")
                .endsWith(").\n  It may be truncated or another format; copy or export it again.\n");
    }

    @Test
    void empty_file_has_no_graph() throws IOException {
        Files.createFile(folder.resolve("model.onnx"));
        assertThat(inspect("model.onnx"))
                .isEqualTo(failure(
                        4,
                        "Model model.onnx is not a consistent ONNX model: it has no graph with nodes.",
                        "Export it again, or check it with the tool that made it."));
    }

    @Test
    void terabytes_are_refused_before_anything_runs() throws IOException {
        TinyModels.relu(folder.resolve("model.onnx"), 1, 3, 1_000_000, 1_000_000);
        CommandLineRun run = run("benchmark", "model.onnx");
        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.talk())
                .matches("octet: Model model\\.onnx cannot run here: tensor 'images' of FLOAT"
                        + " \\[1,3,1000000,1000000] needs 12000000000000 bytes, \\d+ are available\\.\n"
                        + "  Use a smaller input size or a machine with more memory;"
                        + " if the model is not yours, do not trust it\\.\n");
    }

    @Test
    void external_data_outside_the_folder_of_the_model_is_refused() throws IOException {
        Files.write(folder.resolve("secret.bin"), new byte[4 * 3 * 8 * 8]);
        Path inner = Files.createDirectory(folder.resolve("inner"));
        TinyModels.addOfExternalData(inner.resolve("model.onnx"), "../secret.bin", 1, 3, 8, 8);
        assertThat(inspect("inner/model.onnx"))
                .isEqualTo(failure(
                        4,
                        "Model model.onnx: tensor 'bias' lies in '../secret.bin', expected a plain file inside the model's folder, without '..' and links.",
                        "Export the model again with its external data beside it, or as one file."));
    }

    @Test
    void external_data_through_a_link_is_refused() throws IOException {
        Files.write(folder.resolve("secret.bin"), new byte[4 * 3 * 8 * 8]);
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.createSymbolicLink(inner.resolve("weights.bin"), folder.resolve("secret.bin"));
        TinyModels.addOfExternalData(inner.resolve("model.onnx"), "weights.bin", 1, 3, 8, 8);
        assertThat(inspect("inner/model.onnx"))
                .isEqualTo(failure(
                        4,
                        "Model model.onnx: tensor 'bias' lies in 'weights.bin', expected a plain file inside the model's folder, without '..' and links.",
                        "Export the model again with its external data beside it, or as one file."));
    }

    @Test
    void missing_external_data_is_named() throws IOException {
        TinyModels.addOfExternalData(folder.resolve("model.onnx"), "weights.bin", 1, 3, 8, 8);
        assertThat(inspect("model.onnx"))
                .isEqualTo(failure(
                        4,
                        "Model model.onnx: tensor 'bias' lies in 'weights.bin', which is not a file in the model's folder.",
                        "Export the model again with its external data beside it, or as one file."));
    }

    @Test
    void truncated_external_data_is_named() throws IOException {
        Files.write(folder.resolve("weights.bin"), new byte[10]);
        TinyModels.addOfExternalData(folder.resolve("model.onnx"), "weights.bin", 1, 3, 8, 8);
        assertThat(inspect("model.onnx"))
                .isEqualTo(failure(
                        4,
                        "Model model.onnx: tensor 'bias' needs 768 bytes and claims 768 at offset 0 of weights.bin, which has 10.",
                        "Export the model again with its external data beside it, or as one file."));
    }

    private CommandLineRun inspect(String file) {
        return run("inspect", file);
    }

    private CommandLineRun run(String command, String file) {
        CommandLineRun run = CommandLineRun.of(command, folder.resolve(file).toString());
        return new CommandLineRun(run.exitCode(), run.results(), BadInput.errorIn(run, folder));
    }

    private static CommandLineRun failure(int exitCode, String message, String remedy) {
        return new CommandLineRun(exitCode, "", "octet: " + message + "\n  " + remedy + "\n");
    }
}
