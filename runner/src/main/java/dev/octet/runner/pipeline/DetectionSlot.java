package dev.octet.runner.pipeline;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LetterboxGeometry;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.tensors.TensorShape;
import dev.octet.runner.detect.Candidates;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import dev.octet.runner.detect.NonMaximumSuppression;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Some images on their way through a detector, with the memory that they need, to be used again for the next ones: they are
 * added, the model runs, and what it found is decoded, each step by one thread at a time. Owner of its memory.
 */
public final class DetectionSlot implements AutoCloseable {

    private final String model;
    private final String input;
    private final DetectionHead head;
    private final DetectionSettings settings;
    private final ImageBatch images;
    private final ReusedOutputs outputs;
    private final Candidates candidates = new Candidates();
    private final NonMaximumSuppression suppression;
    private Map<String, HostTensor> made = Map.of();

    DetectionSlot(
            String model,
            DetectorFace face,
            DetectionHead head,
            Letterbox letterbox,
            DetectionSettings settings,
            int capacity) {
        this.model = model;
        this.input = face.inputName();
        this.head = head;
        this.settings = settings;
        this.images = new ImageBatch(face.image(), letterbox, capacity);
        this.outputs = new ReusedOutputs(head);
        this.suppression = NonMaximumSuppression.of(head, settings);
    }

    /** Forgets its images, for the next ones. */
    public void clear() {
        images.clear();
    }

    /** Takes an image. Where it holds one alone, the image's values must stay as they are until the model has run. */
    public void add(PreparedImage image) {
        images.add(image);
    }

    boolean isFull() {
        return images.isFull();
    }

    boolean isEmpty() {
        return images.images().isEmpty();
    }

    PreparedImage last() {
        return images.last();
    }

    /** Runs the model on all images. */
    public void infer(Session session) {
        try (HostTensor tensor = images.tensor()) {
            made = outputs.run(session, Map.of(input, tensor), images.images().size());
        }
    }

    /** Decodes what the model made and gives what is found in each image, in order. */
    public void decode(Consumer<FoundInImage> sink) {
        int count = images.images().size();
        for (int i = 0; i < count; i++) {
            PreparedImage image = images.images().get(i);
            candidates.reset();
            head.decode(ofImage(i, count), settings, candidates);
            LetterboxGeometry geometry = image.geometry();
            sink.accept(new FoundInImage(
                    image.index(),
                    geometry.sourceWidth(),
                    geometry.sourceHeight(),
                    suppression.detections(candidates, geometry)));
        }
    }

    private Map<String, FloatBuffer> ofImage(int image, int count) {
        Map<String, FloatBuffer> floats = new HashMap<>();
        for (String tensor : head.tensors()) {
            HostTensor output = made.get(tensor);
            if (output == null) {
                throw new IllegalStateException("the session made no tensor " + tensor);
            }
            if (count > 1 && !head.suppressed()) {
                requireOneForEach(tensor, output.shape(), count);
            }
            FloatBuffer values = floats(output);
            floats.put(tensor, count == 1 ? values : head.ofImage(values, image, count));
        }
        return floats;
    }

    /** Counts and classes of an NMS are integers, which floats hold exactly up to 2 to the power of 24. */
    private static FloatBuffer floats(HostTensor output) {
        if (output.type() != ElementType.INT32) {
            return output.floats();
        }
        IntBuffer integers = output.bytes().asIntBuffer();
        FloatBuffer values = FloatBuffer.allocate(integers.remaining());
        while (integers.hasRemaining()) {
            values.put(integers.get());
        }
        return values.flip();
    }

    private void requireOneForEach(String tensor, long[] shape, int count) {
        if (shape.length == 0 || shape[0] != count) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + model + " makes " + tensor + " of shape " + TensorShape.of(shape) + " from " + count
                            + " images, expected " + count + " in the first place.",
                    "Leave --batch out: inside, the model is made for one image.");
        }
    }

    @Override
    public void close() {
        outputs.close();
    }
}
