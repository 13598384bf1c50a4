package dev.octet.runner.pipeline;

import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.images.ImageInput;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Images that go through the model together. A single one as it comes is not copied. Not for several threads. */
final class ImageBatch {

    private static final int PLANES = 3;

    private final ImageInput input;
    private final int width;
    private final int height;
    private final int capacity;
    private final FloatBuffer values;
    private final List<PreparedImage> images = new ArrayList<>();

    /** Room for so many images. */
    ImageBatch(ImageInput input, Letterbox letterbox, int capacity) {
        this.input = input;
        this.width = letterbox.width();
        this.height = letterbox.height();
        this.capacity = capacity;
        int bytes =
                isCopied() ? Math.multiplyExact(capacity * PLANES * Float.BYTES, Math.multiplyExact(width, height)) : 0;
        this.values =
                ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private boolean isCopied() {
        return capacity > 1 || !input.isPlanes();
    }

    private int imageSize() {
        return PLANES * width * height;
    }

    /** Takes an image; one that is not copied has to be run before the next one is loaded. */
    void add(PreparedImage image) {
        if (isCopied()) {
            FloatBuffer place = values.slice(images.size() * imageSize(), imageSize());
            input.tensor(image.chw(), width, height, place);
        }
        images.add(image);
    }

    /** The images, in order; their pixels may be gone. */
    List<PreparedImage> images() {
        return images;
    }

    /** The one that was added last; there has to be one. */
    PreparedImage last() {
        return images.get(images.size() - 1);
    }

    boolean isFull() {
        return images.size() == capacity;
    }

    void clear() {
        images.clear();
    }

    /** All images as the model takes them; valid until {@link #clear()}, the caller closes it. */
    HostTensor tensor() {
        if (!isCopied()) {
            return HostTensor.over(images.get(0).chw(), 1, PLANES, height, width);
        }
        long[] shape = input.shape(width, height).toArray();
        shape[0] = images.size();
        return HostTensors.of(
                new FloatTensor(TensorShape.of(shape), values.slice(0, images.size() * imageSize()), input.asBytes()));
    }
}
