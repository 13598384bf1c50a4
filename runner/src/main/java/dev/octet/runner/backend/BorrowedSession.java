package dev.octet.runner.backend;

import dev.octet.bindings.session.BoundRun;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * A session for a while: closing it leaves the one behind it open.
 *
 * @param owned the session of another owner
 */
record BorrowedSession(Session owned) implements Session {

    @Override
    public List<TensorSpec> inputs() {
        return owned.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
        return owned.outputs();
    }

    @Override
    public void run(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs) {
        owned.run(inputs, pinnedOutputs);
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs) {
        return owned.run(inputs);
    }

    @Override
    public BoundRun bind(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs) {
        return owned.bind(inputs, pinnedOutputs);
    }

    @Override
    public String backend() {
        return owned.backend();
    }

    @Override
    public void close() {
        // Its owner closes it.
    }
}
