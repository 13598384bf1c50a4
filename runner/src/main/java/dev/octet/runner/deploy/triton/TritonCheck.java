package dev.octet.runner.deploy.triton;

import com.google.protobuf.TextFormat;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.runner.deploy.DeployedModel;
import dev.octet.runner.deploy.triton.config.ModelConfig;
import dev.octet.runner.deploy.triton.config.ModelWarmup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads a configuration back and holds it against its model. */
final class TritonCheck {

    private TritonCheck() {}

    /** The message of a text. */
    static ModelConfig parse(String text) {
        try {
            return TextFormat.parse(text, ModelConfig.class);
        } catch (TextFormat.ParseException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The configuration for Triton cannot be read: " + e.getMessage() + ".",
                    "Export the model again.",
                    e);
        }
    }

    /**
     * Goes on only when a configuration is that of a model: every name, shape and type.
     *
     * @param text of {@code config.pbtxt}
     * @param model it is for
     * @param folder name of the model's folder
     * @throws ToolkitException {@code BAD_INPUT} with all that is wrong
     */
    static void require(String text, DeployedModel model, String folder) {
        List<String> wrong = differences(parse(text), model, folder);
        if (!wrong.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The configuration of " + folder + " is not that of " + model.file() + ": "
                            + String.join("; ", wrong) + ".",
                    "Export the model again.");
        }
    }

    private static List<String> differences(ModelConfig config, DeployedModel model, String folder) {
        List<String> wrong = new ArrayList<>();
        compare("name", config.getName(), folder, wrong);
        compare("backend", config.getBackend(), model.isEngine() ? "tensorrt" : "onnxruntime", wrong);
        compare(
                "default_model_filename",
                config.getDefaultModelFilename(),
                model.isEngine() ? "model.plan" : "model.onnx",
                wrong);
        int batch = config.getMaxBatchSize();
        if (batch < 0
                || batch > 0 != model.takesBatches()
                || batch > model.largestBatch().orElse(Long.MAX_VALUE)) {
            wrong.add("max_batch_size is " + batch);
        }
        Function<List<Long>, List<Long>> sizes = all -> batch > 0 ? all.subList(1, all.size()) : all;
        checkFaces(config, model, sizes, wrong);
        checkScheduling(config, batch, wrong);
        checkWarmUp(config, model, sizes, wrong);
        return wrong;
    }

    private static void checkFaces(
            ModelConfig config, DeployedModel model, Function<List<Long>, List<Long>> sizes, List<String> wrong) {
        compare(
                "input",
                config.getInputList().stream()
                        .map(one -> face(one.getName(), one.getDataType(), one.getDimsList()))
                        .toList(),
                faces(model.inputs(), sizes),
                wrong);
        compare(
                "output",
                config.getOutputList().stream()
                        .map(one -> face(one.getName(), one.getDataType(), one.getDimsList()))
                        .toList(),
                faces(model.outputs(), sizes),
                wrong);
    }

    private static List<String> faces(List<ValueSpec> tensors, Function<List<Long>, List<Long>> sizes) {
        return tensors.stream()
                .map(one -> face(
                        one.name(), TritonTypes.of(one), sizes.apply(one.shape().dimensions())))
                .toList();
    }

    private static void checkScheduling(ModelConfig config, int batch, List<String> wrong) {
        compare("dynamic_batching", config.hasDynamicBatching(), batch > 0, wrong);
        config.getDynamicBatching().getPreferredBatchSizeList().stream()
                .filter(size -> size < 1 || size > batch)
                .forEach(size -> wrong.add("preferred_batch_size is " + size + " of at most " + batch));
        if (config.getInstanceGroupCount() != 1 || config.getInstanceGroup(0).getCount() < 1) {
            wrong.add("instance_group is " + config.getInstanceGroupList().size() + " groups");
        }
    }

    private static void checkWarmUp(
            ModelConfig config, DeployedModel model, Function<List<Long>, List<Long>> sizes, List<String> wrong) {
        if (config.getModelWarmupCount() != 1) {
            wrong.add("model_warmup has " + config.getModelWarmupCount() + " samples");
            return;
        }
        ModelWarmup sample = config.getModelWarmup(0);
        compare("model_warmup.batch_size", sample.getBatchSize(), Math.max(1, config.getMaxBatchSize()), wrong);
        compare(
                "model_warmup.inputs",
                sample.getInputsMap().entrySet().stream()
                        .map(one -> face(
                                        one.getKey(),
                                        one.getValue().getDataType(),
                                        one.getValue().getDimsList())
                                + (one.getValue().getRandomData() ? "" : " not random"))
                        .toList(),
                List.of(face(
                        model.face().inputName(),
                        TritonTypes.of(model.inputs().get(0)),
                        sizes.apply(model.imageShape().dimensions()))),
                wrong);
    }

    private static String face(String name, Object type, List<Long> dims) {
        return name + " " + type + " " + dims;
    }

    private static void compare(String what, Object seen, Object expected, List<String> wrong) {
        if (!seen.equals(expected)) {
            wrong.add(what + " is " + seen + ", expected " + expected);
        }
    }
}
