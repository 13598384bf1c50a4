package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What to train, on what, and how it is judged.
 *
 * @param start what would be written without training
 * @param images to train on
 * @param heldOut images to judge by, as the model takes them; none of them is trained on
 * @param outputs how outputs are compared
 * @param score judges what would be written, lower is better; nothing to judge by the loss on the held out images
 * @param settings how it goes
 * @param device where it is computed
 * @param checkpoint the file to go on from after a stop; written at each checkpoint
 * @param resume whether to go on from that file, where it is
 */
public record FinetuneRequest(
        TrainingStart start,
        TrainingImages images,
        List<Map<String, FloatTensor>> heldOut,
        OutputLoss outputs,
        Optional<ToDoubleFunction<TrainingStart>> score,
        FinetuneSettings settings,
        TorchDevice device,
        Path checkpoint,
        boolean resume) {

    public FinetuneRequest {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(images, "images");
        heldOut = List.copyOf(heldOut);
        Objects.requireNonNull(outputs, "outputs");
        Objects.requireNonNull(score, "score");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(checkpoint, "checkpoint");
        if (heldOut.isEmpty()) {
            throw new IllegalArgumentException("heldOut is empty, must hold at least one image");
        }
    }

    /** All that the course of the training depends on. */
    String subject() {
        return String.join(
                "\n",
                start.teacher().sha256(),
                start.student().sha256(),
                start.request().target().toString(),
                new java.util.TreeMap<>(start.request().activations()).toString(),
                images.identity(),
                Integer.toString(heldOut.size()),
                settings.toString(),
                Boolean.toString(score.isPresent()),
                Boolean.toString(device.cuda()));
    }
}
