package dev.octet.runner.deploy.triton;

import dev.octet.calibrator.model.ValueSpec;
import dev.octet.runner.deploy.DeployedModel;
import dev.octet.runner.deploy.triton.config.ModelConfig;
import dev.octet.runner.deploy.triton.config.ModelDynamicBatching;
import dev.octet.runner.deploy.triton.config.ModelInput;
import dev.octet.runner.deploy.triton.config.ModelInstanceGroup;
import dev.octet.runner.deploy.triton.config.ModelOutput;
import dev.octet.runner.deploy.triton.config.ModelParameter;
import dev.octet.runner.deploy.triton.config.ModelWarmup;
import java.util.List;
import java.util.stream.IntStream;

/** The configuration of a model: what {@code config.pbtxt} says. */
final class TritonConfig {

    static final String LABELS = "labels.txt";

    private static final int WARM_UPS = 3;

    private final DeployedModel model;
    private final TritonSettings settings;

    TritonConfig(DeployedModel model, TritonSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    /** Images in a batch that Triton may form; 0 where the batch is an axis like others. */
    int maxBatch() {
        return model.takesBatches()
                ? (int) Math.min(settings.maxBatch(), model.largestBatch().orElse(Integer.MAX_VALUE))
                : 0;
    }

    /** The file of the model. */
    String modelFile() {
        return model.isEngine() ? "model.plan" : "model.onnx";
    }

    /** Where its instances run: an engine on the GPU, what was quantized for ONNX Runtime on the CPU. */
    ModelInstanceGroup.Kind kind() {
        if (model.isEngine()) {
            return ModelInstanceGroup.Kind.KIND_GPU;
        }
        boolean forCpu = model.onnx()
                .flatMap(onnx -> onnx.metadata("octet.target"))
                .filter("onnxruntime"::equals)
                .isPresent();
        return forCpu ? ModelInstanceGroup.Kind.KIND_CPU : ModelInstanceGroup.Kind.KIND_AUTO;
    }

    ModelConfig message() {
        ModelConfig.Builder config = ModelConfig.newBuilder()
                .setName(settings.name())
                .setBackend(model.isEngine() ? "tensorrt" : "onnxruntime")
                .setDefaultModelFilename(modelFile())
                .setMaxBatchSize(maxBatch())
                .addInstanceGroup(ModelInstanceGroup.newBuilder()
                        .setCount(settings.instances())
                        .setKind(kind()))
                .addModelWarmup(warmUp());
        model.inputs()
                .forEach(input -> config.addInput(ModelInput.newBuilder()
                        .setName(input.name())
                        .setDataType(TritonTypes.of(input))
                        .addAllDims(dims(input))));
        model.outputs()
                .forEach(output -> config.addOutput(ModelOutput.newBuilder()
                        .setName(output.name())
                        .setDataType(TritonTypes.of(output))
                        .addAllDims(dims(output))));
        if (maxBatch() > 0) {
            config.setDynamicBatching(ModelDynamicBatching.newBuilder()
                    .addAllPreferredBatchSize(preferred())
                    .setMaxQueueDelayMicroseconds(settings.queueDelayMicros()));
        }
        model.letterbox()
                .toMap()
                .forEach((key, value) -> config.putParameters("octet.preprocess." + key, parameter(value.toString())));
        config.putParameters("octet.head", parameter(model.head().name()));
        config.putParameters("octet.labels", parameter(LABELS));
        return config.build();
    }

    /** Sizes without the batch where Triton forms it. */
    List<Long> dims(ValueSpec tensor) {
        List<Long> all = tensor.shape().dimensions();
        return maxBatch() > 0 ? all.subList(1, all.size()) : all;
    }

    /** The largest batch and its half: what kernels are fast on. */
    private List<Integer> preferred() {
        return IntStream.of(maxBatch() / 2, maxBatch())
                .filter(size -> size > 1)
                .distinct()
                .boxed()
                .toList();
    }

    private ModelWarmup warmUp() {
        List<Long> image = model.imageShape().dimensions();
        return ModelWarmup.newBuilder()
                .setName("random image")
                .setBatchSize(Math.max(1, maxBatch()))
                .setCount(WARM_UPS)
                .putInputs(
                        model.face().inputName(),
                        ModelWarmup.Input.newBuilder()
                                .setDataType(TritonTypes.of(model.inputs().get(0)))
                                .addAllDims(maxBatch() > 0 ? image.subList(1, image.size()) : image)
                                .setRandomData(true)
                                .build())
                .build();
    }

    private static ModelParameter parameter(String value) {
        return ModelParameter.newBuilder().setStringValue(value).build();
    }
}
