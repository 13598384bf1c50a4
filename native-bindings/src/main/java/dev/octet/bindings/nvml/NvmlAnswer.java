package dev.octet.bindings.nvml;

import java.util.OptionalDouble;

/**
 * What NVML answers to a question about one number.
 *
 * @param value the number; empty when there is none
 * @param reason why there is none, such as "not supported"; empty when there is one
 */
public record NvmlAnswer(OptionalDouble value, String reason) {

    public NvmlAnswer {
        if (value.isPresent() != reason.isEmpty()) {
            throw new IllegalArgumentException(
                    "value " + value + " with reason '" + reason + "': must have one of both");
        }
    }

    /** A number. */
    static NvmlAnswer of(double value) {
        return new NvmlAnswer(OptionalDouble.of(value), "");
    }

    /** No number, for that reason. */
    static NvmlAnswer none(String reason) {
        return new NvmlAnswer(OptionalDouble.empty(), reason);
    }

    /** True when there is a number. */
    public boolean isTold() {
        return value.isPresent();
    }
}
