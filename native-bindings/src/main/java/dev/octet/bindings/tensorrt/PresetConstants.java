package dev.octet.bindings.tensorrt;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers of TensorRT's constants, asked from the presets at run time: versions number them differently, so none is
 * written down here, and none is compiled in.
 */
final class PresetConstants {

    private static final String OWNER = "org.bytedeco.tensorrt.global.nvinfer$";

    private final ClassLoader loader;
    private final Map<String, Optional<Integer>> known = new ConcurrentHashMap<>();

    PresetConstants(ClassLoader loader) {
        this.loader = loader;
    }

    /** The number of a constant, if the presets have it. */
    Optional<Integer> find(String type, String constant) {
        return known.computeIfAbsent(type + "." + constant, key -> read(type, constant));
    }

    /**
     * The number of a constant.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when the presets have none
     */
    int require(String type, String constant, String version) {
        return find(type, constant)
                .orElseThrow(() -> TensorRtFailure.versionLacks(
                        version,
                        type + " " + constant,
                        type.equals("BuilderFlag")
                                ? "From TensorRT 11 on, types come from the model alone: build a Q/DQ or FP16 model."
                                : "Leave out the option that asks for it."));
    }

    /** The name of a number, for what TensorRT answers. */
    String name(String type, int value) {
        for (Object constant : constants(type)) {
            if (number(constant) == value) {
                return ((Enum<?>) constant).name();
            }
        }
        return type + " " + value;
    }

    private Optional<Integer> read(String type, String name) {
        for (Object constant : constants(type)) {
            if (((Enum<?>) constant).name().equals(name)) {
                return Optional.of(number(constant));
            }
        }
        return Optional.empty();
    }

    private Object[] constants(String type) {
        try {
            Object[] constants = Class.forName(OWNER + type, true, loader).getEnumConstants();
            return constants == null ? new Object[0] : constants;
        } catch (ClassNotFoundException e) {
            return new Object[0];
        }
    }

    private static int number(Object constant) {
        try {
            return constant.getClass().getField("value").getInt(constant);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("TensorRT's constant " + constant + " has no number", e);
        }
    }
}
