package dev.octet.runner.engine;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.runner.NetworkBuilder;

/** Networks of a layer or two that engines are planned for. */
final class EngineModels {

    private EngineModels() {}

    /** A convolution over images of this shape; -1 for an open size. */
    static OnnxModel ofShape(long... shape) {
        NetworkBuilder network = NetworkBuilder.random();
        String conv = network.conv(network.input("images", TensorType.FLOAT, shape), 3, 8, 3, 1);
        return network.output(conv, -1, -1, -1, -1).build();
    }

    /** A convolution whose input goes through a pair of Q/DQ. */
    static OnnxModel qdq() {
        NetworkBuilder network = NetworkBuilder.random();
        String dq = network.pair(network.images(8, 8), 0.5f);
        return network.output(network.conv(dq, 3, 8, 3, 1), -1, -1, -1, -1).build();
    }
}
