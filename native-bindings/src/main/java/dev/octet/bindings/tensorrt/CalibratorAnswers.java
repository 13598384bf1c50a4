package dev.octet.bindings.tensorrt;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Between the pointers of TensorRT's calibrators and {@link CalibratorDialogue}. Arrays come without a size of their own,
 * lengths are only written, and what is returned must stay until the build ends.
 */
final class CalibratorAnswers {

    private final CalibratorDialogue dialogue;
    private @Nullable BytePointer given;

    CalibratorAnswers(CalibratorDialogue dialogue) {
        this.dialogue = dialogue;
    }

    int batchSize() {
        return dialogue.batchSize();
    }

    boolean batch(PointerPointer<?> bindings, PointerPointer<?> names, int count) {
        List<String> inputs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            inputs.add(names.getString(i));
        }
        Pointer[] addresses = dialogue.nextBatch(inputs);
        if (addresses == null) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            bindings.put(i, addresses[i]);
        }
        return true;
    }

    @Nullable
    Pointer readCache(LongPointer length) {
        byte[] cache = dialogue.readCache();
        if (cache == null) {
            length.put(0, 0);
            return null;
        }
        given = new BytePointer(cache);
        length.put(0, cache.length);
        return given;
    }

    void writeCache(Pointer cache, long length) {
        byte[] copy = new byte[Math.toIntExact(length)];
        new BytePointer(cache).capacity(length).get(copy);
        dialogue.writeCache(copy);
    }
}
