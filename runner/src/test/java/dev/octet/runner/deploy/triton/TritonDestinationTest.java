package dev.octet.runner.deploy.triton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.runner.deploy.Deployed;
import dev.octet.runner.deploy.DeployedModel;
import dev.octet.runner.deploy.triton.config.DataType;
import dev.octet.runner.deploy.triton.config.ModelConfig;
import dev.octet.runner.deploy.triton.config.ModelInstanceGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TritonDestinationTest {

    @TempDir
    private Path folder;

    private String written(DeployedModel model) throws IOException {
        new TritonDestination(model, new TritonSettings("net", 8, 2, 500)).writeTo(folder.resolve("models"));
        return Files.readString(folder.resolve("models/net/config.pbtxt"));
    }

    @Test
    void an_engine_is_described_by_its_manifest() throws IOException {
        ModelConfig config = TritonCheck.parse(written(Deployed.engine(folder)));
        assertThat(config.getBackend()).isEqualTo("tensorrt");
        assertThat(config.getDefaultModelFilename()).isEqualTo("model.plan");
        assertThat(config.getMaxBatchSize()).isEqualTo(4);
        assertThat(config.getInput(0).getName()).isEqualTo("images");
        assertThat(config.getInput(0).getDataType()).isEqualTo(DataType.TYPE_FP32);
        assertThat(config.getInput(0).getDimsList()).containsExactly(3L, 32L, 32L);
        assertThat(config.getOutput(0).getName()).isEqualTo("grid");
        assertThat(config.getOutput(0).getDataType()).isEqualTo(DataType.TYPE_FP32);
        assertThat(config.getOutput(0).getDimsList()).containsExactly(63L, 8L);
        assertThat(config.getDynamicBatching().getPreferredBatchSizeList()).containsExactly(2, 4);
        assertThat(config.getDynamicBatching().getMaxQueueDelayMicroseconds()).isEqualTo(500);
        assertThat(config.getInstanceGroup(0).getKind()).isEqualTo(ModelInstanceGroup.Kind.KIND_GPU);
        assertThat(config.getInstanceGroup(0).getCount()).isEqualTo(2);
        assertThat(config.getModelWarmup(0).getBatchSize()).isEqualTo(4);
        assertThat(config.getModelWarmup(0).getInputsOrThrow("images").getRandomData())
                .isTrue();
        assertThat(folder.resolve("models/net/README.md")).content().contains("TensorRT 10.15.1 on NVIDIA H200 (sm90)");
    }

    @Test
    void without_batches_the_batch_is_an_axis() throws IOException {
        ModelConfig config = TritonCheck.parse(written(Deployed.onnx(folder, 1)));
        assertThat(config.getMaxBatchSize()).isZero();
        assertThat(config.getInput(0).getDimsList()).containsExactly(1L, 3L, 32L, 32L);
        assertThat(config.getOutput(0).getDimsList()).containsExactly(1L, 63L, 8L);
        assertThat(config.hasDynamicBatching()).isFalse();
    }

    /** Each line that carries a name, a shape, a type or a decision is left out and changed in turn. */
    @Test
    void a_missing_or_wrong_key_is_found() throws IOException {
        DeployedModel model = Deployed.engine(folder);
        String text = written(model);
        TritonCheck.require(text, model, "net");
        List<String> lines = text.lines().toList();
        int parameters = text.substring(0, text.indexOf("parameters {")).split("\n").length;
        int warmUp = text.substring(0, text.indexOf("model_warmup {")).split("\n").length;
        int tried = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean free = i >= parameters && i < warmUp
                    || line.contains("max_queue_delay")
                    || line.contains("kind:")
                    || line.contains("random image")
                    || line.endsWith("{")
                    || line.strip().equals("}")
                    || line.contains("count:")
                    || line.contains("preferred_batch_size");
            if (free) {
                continue;
            }
            for (String changed : List.of("", changed(line))) {
                List<String> mutant = new ArrayList<>(lines);
                mutant.set(i, changed);
                assertThatThrownBy(() -> TritonCheck.require(String.join("\n", mutant), model, "net"))
                        .as(line + " -> " + changed)
                        .isInstanceOf(ToolkitException.class);
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(30);
    }

    private static String changed(String line) {
        if (line.contains("TYPE_")) {
            return line.replaceAll("TYPE_\\w+", "TYPE_INT64");
        }
        if (line.contains("\"")) {
            return line.replaceFirst("\"", "\"x");
        }
        return line.contains("true") ? line.replace("true", "false") : line.replaceFirst(": ", ": 7");
    }

    @Test
    void the_message_says_what_is_wrong() throws IOException {
        DeployedModel model = Deployed.engine(folder);
        String text = written(model).replace("dims: 63", "dims: 64");
        assertThatThrownBy(() -> TritonCheck.require(text, model, "net"))
                .hasMessage("The configuration of net is not that of " + model.file()
                        + ": output is [grid TYPE_FP32 [64, 8]], expected [grid TYPE_FP32 [63, 8]].");
    }
}
