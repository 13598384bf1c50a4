package dev.octet.calibrator.model;

import dev.octet.calibrator.model.onnx.AttributeProto;
import dev.octet.calibrator.model.onnx.AttributeProto.AttributeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of a node, by name. */
public final class Attributes {

    private final Map<String, AttributeProto> byName;

    private Attributes(Map<String, AttributeProto> byName) {
        this.byName = byName;
    }

    static Attributes of(List<AttributeProto> attributes) {
        Map<String, AttributeProto> byName = new HashMap<>();
        attributes.forEach(attribute -> byName.put(attribute.getName(), attribute));
        return new Attributes(byName);
    }

    /** True when the node has the attribute. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** An integer, or the default; a list of integers counts by its first. */
    public long integer(String name, long otherwise) {
        AttributeProto attribute = byName.get(name);
        if (attribute == null) {
            return otherwise;
        }
        return attribute.getType() == AttributeType.INTS && attribute.getIntsCount() > 0
                ? attribute.getInts(0)
                : attribute.getI();
    }

    /** A list of integers, empty when there is none. */
    public List<Long> integers(String name) {
        AttributeProto attribute = byName.get(name);
        return attribute == null ? List.of() : List.copyOf(attribute.getIntsList());
    }

    /** A float, or the default. */
    public float number(String name, float otherwise) {
        AttributeProto attribute = byName.get(name);
        return attribute == null ? otherwise : attribute.getF();
    }

    /** A list of floats, empty when there is none. */
    public List<Float> numbers(String name) {
        AttributeProto attribute = byName.get(name);
        return attribute == null ? List.of() : List.copyOf(attribute.getFloatsList());
    }

    /** A text, read as UTF-8. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(byName.get(name))
                .map(attribute -> attribute.getS().toStringUtf8());
    }

    /** A tensor. */
    public Optional<Initializer> tensor(String name) {
        return Optional.ofNullable(byName.get(name))
                .filter(AttributeProto::hasT)
                .map(attribute -> new Initializer(attribute.getT()));
    }

    /** What a Constant node holds, in any of its attributes that hold numbers. */
    Optional<Initializer> constant() {
        if (has("value_int") || has("value_ints")) {
            AttributeProto scalar = byName.get("value_int");
            return Optional.of(
                    scalar != null
                            ? Initializer.ofLongs("", new long[] {scalar.getI()})
                            : list(integers("value_ints")));
        }
        if (has("value_float")) {
            return Optional.of(Initializer.ofFloats("", new float[] {number("value_float", 0)}));
        }
        if (has("value_floats")) {
            List<Float> values = numbers("value_floats");
            float[] copy = new float[values.size()];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = values.get(i);
            }
            return Optional.of(Initializer.ofFloats("", copy, copy.length));
        }
        return tensor("value");
    }

    private static Initializer list(List<Long> values) {
        return Initializer.ofLongs(
                "", values.stream().mapToLong(Long::longValue).toArray(), values.size());
    }

    @Override
    public String toString() {
        return byName.keySet().toString();
    }
}
