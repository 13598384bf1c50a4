package dev.octet.calibrator.model;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known so far while shapes are inferred: facts of tensors, and the values of small integer ones. */
final class KnownTensors {

    static final int MOST_VALUES = 1024;

    private final Map<String, TensorFacts> facts = new HashMap<>();
    private final Map<String, long[]> values = new HashMap<>();
    private final Map<String, Initializer> initializers;

    KnownTensors(Map<String, Initializer> initializers) {
        this.initializers = initializers;
        initializers.forEach((name, value) -> facts.put(name, TensorFacts.of(value.type(), value.shape())));
    }

    Map<String, TensorFacts> facts() {
        return facts;
    }

    void put(String tensor, TensorFacts known) {
        facts.put(tensor, known);
    }

    void putIfAbsent(String tensor, TensorFacts known) {
        facts.putIfAbsent(tensor, known);
    }

    Optional<TensorShape> shape(String tensor) {
        return facts.getOrDefault(tensor, TensorFacts.UNKNOWN).shape();
    }

    Optional<TensorType> type(String tensor) {
        return facts.getOrDefault(tensor, TensorFacts.UNKNOWN).type();
    }

    /** Remembers the values of a small integer tensor. */
    void values(String tensor, long[] known) {
        if (known.length <= MOST_VALUES) {
            values.put(tensor, known);
        }
    }

    /** The values of a small int64 or int32 tensor of at most one axis, when they do not depend on the input. */
    Optional<long[]> values(String tensor) {
        long[] known = values.get(tensor);
        if (known != null) {
            return Optional.of(known);
        }
        Initializer constant = initializers.get(tensor);
        if (constant == null || constant.shape().rank() > 1 || constant.shape().elementCount() > MOST_VALUES) {
            return Optional.empty();
        }
        return constant.type() == TensorType.INT64 || constant.type() == TensorType.INT32
                ? Optional.of(constant.longs())
                : Optional.empty();
    }

    /** The values of a small float32 constant. */
    Optional<float[]> floats(String tensor) {
        Initializer constant = initializers.get(tensor);
        if (constant == null || constant.shape().elementCount() > MOST_VALUES) {
            return Optional.empty();
        }
        return constant.type() == TensorType.FLOAT ? Optional.of(constant.floats()) : Optional.empty();
    }
}
