package dev.octet.calibrator.torchscript;

import dev.octet.bindings.libtorch.QuantizedWeights;
import dev.octet.bindings.libtorch.ScriptModule;
import dev.octet.bindings.libtorch.ScriptSource;
import dev.octet.bindings.libtorch.Windows;
import java.util.Optional;

/** What a module holds. */
@SuppressWarnings("ArrayRecordComponent") // values on their way to libtorch
sealed interface ScriptConstant {

    /** What its slot is. */
    default ScriptSource.Kind kind() {
        return ScriptSource.Kind.TENSOR;
    }

    /** Puts it there. */
    void fill(String slot, ScriptModule.Filling module);

    /** Float32 values. */
    record Floats(float[] values, long[] shape) implements ScriptConstant {
        @Override
        public void fill(String slot, ScriptModule.Filling module) {
            module.floats(slot, values, shape);
        }
    }

    /** Int64 values. */
    record Longs(long[] values, long[] shape) implements ScriptConstant {
        @Override
        public void fill(String slot, ScriptModule.Filling module) {
            module.longs(slot, values, shape);
        }
    }

    /** 8-bit values. */
    record Weights(QuantizedWeights values) implements ScriptConstant {
        @Override
        public void fill(String slot, ScriptModule.Filling module) {
            module.weights(slot, values);
        }
    }

    /** An integer convolution. */
    record Convolution(QuantizedWeights weights, Optional<float[]> bias, Windows windows) implements ScriptConstant {
        @Override
        public ScriptSource.Kind kind() {
            return ScriptSource.Kind.CONVOLUTION;
        }

        @Override
        public void fill(String slot, ScriptModule.Filling module) {
            module.convolution(slot, weights, bias, windows);
        }
    }
}
