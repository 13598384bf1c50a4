package dev.octet.runner.engine;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.octet.bindings.tensorrt.BuilderConfig.HardwareCompatibility;
import java.util.Optional;
import java.util.stream.Stream;

/** On which GPUs an engine may run beside the one that it was built on. */
public enum HardwareLevel {
    /** Those of the same compute capability, best the same model. */
    NONE("none", HardwareCompatibility.NONE),
    /** Every one of Ampere and later. */
    AMPERE_PLUS("ampere-plus", HardwareCompatibility.AMPERE_PLUS),
    /** Every one of the same compute capability. */
    SAME_COMPUTE_CAPABILITY("same-compute-capability", HardwareCompatibility.SAME_COMPUTE_CAPABILITY);

    private final String id;
    private final HardwareCompatibility compatibility;

    HardwareLevel(String id, HardwareCompatibility compatibility) {
        this.id = id;
        this.compatibility = compatibility;
    }

    /** The name on the command line and in files. */
    @JsonValue
    public String id() {
        return id;
    }

    /** The level of this name. */
    public static Optional<HardwareLevel> named(String id) {
        return Stream.of(values()).filter(one -> one.id.equals(id)).findFirst();
    }

    HardwareCompatibility compatibility() {
        return compatibility;
    }
}
