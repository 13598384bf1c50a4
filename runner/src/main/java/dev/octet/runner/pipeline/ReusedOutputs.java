package dev.octet.runner.pipeline;

import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.runner.detect.DetectionHead;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a session writes, the same memory again as long as the number of images stays, and new memory where the model's own
 * NMS makes as many rows as it finds. Owner of the tensors. Not for several threads.
 */
final class ReusedOutputs implements AutoCloseable {

    private final boolean reusable;
    private final Map<String, HostTensor> tensors = new HashMap<>();
    private int images;

    ReusedOutputs(DetectionHead head) {
        this.reusable = !head.suppressed();
    }

    /** Runs; the outputs are valid until the next run. */
    Map<String, HostTensor> run(Session session, Map<String, HostTensor> inputs, int count) {
        if (reusable && count == images) {
            session.run(inputs, tensors);
        } else {
            close();
            tensors.putAll(session.run(inputs));
            images = count;
        }
        return tensors;
    }

    @Override
    public void close() {
        tensors.values().forEach(HostTensor::close);
        tensors.clear();
        images = 0;
    }
}
