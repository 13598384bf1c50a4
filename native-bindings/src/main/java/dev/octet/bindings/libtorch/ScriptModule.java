package dev.octet.bindings.libtorch;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.ownership.Lifetime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.ExtraFilesMap;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A TorchScript module, {@code torch::jit::Module}: made of a source, or loaded from a file. For one thread at a time. Owner
 * of what it holds.
 */
public final class ScriptModule implements AutoCloseable {

    private final JitModule module;
    private final Lifetime lifetime;

    @MustBeClosed
    private ScriptModule(JitModule module) {
        this.module = module;
        this.lifetime = Lifetime.of("ScriptModule", module::close);
    }

    /**
     * A module of this class whose slots are empty: each must be set before it runs or is written.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when libtorch is not here,
     *     {@code NATIVE_FAILURE} when libtorch does not understand the source
     */
    @MustBeClosed
    public static ScriptModule of(ScriptSource source) {
        LibTorch.library().verifyAvailable();
        return new ScriptModule(parsed(source));
    }

    /**
     * Reads a file, for the processor.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when libtorch is not here,
     *     {@code NATIVE_FAILURE} when it is no TorchScript file or has operators that this libtorch does not know
     */
    @MustBeClosed
    public static ScriptModule load(Path file) {
        LibTorch.library().verifyAvailable();
        return new ScriptModule(read(file));
    }

    static JitModule parsed(ScriptSource source) {
        try {
            Path file = Files.createTempFile("octet-script", ".pt");
            try {
                Files.write(file, ScriptArchive.of(source));
                return read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JitModule read(Path file) {
        return Temporaries.releasedAfter(() -> {
            JitModule made = torch.load(file.toString());
            made.retainReference(); // so that the end of the temporaries leaves it
            made.eval();
            return made;
        });
    }

    /** Fills slots while it is open: what makes quantized tensors is loaded once. Owner of that. */
    public final class Filling implements AutoCloseable {

        private final ScriptTools tools = new ScriptTools();

        @MustBeClosed
        private Filling() {}

        /** A float32 tensor; no axes make a scalar. */
        public void floats(String slot, float[] values, long... shape) {
            set(slot, () -> new IValue(AbstractTensor.create(values).reshape(shape)));
        }

        /** An int64 tensor; no axes make a scalar. */
        public void longs(String slot, long[] values, long... shape) {
            set(slot, () -> new IValue(AbstractTensor.create(values).reshape(shape)));
        }

        /** A quantized tensor. */
        public void weights(String slot, QuantizedWeights weights) {
            set(slot, () -> tools.tensor(weights));
        }

        /**
         * A quantized convolution.
         *
         * @param weights symmetric int8, {@code [O, C / groups, kH, kW]}, channels on axis 0
         * @param bias {@code [O]}, or none
         * @param windows with as much before the image as behind it
         */
        public void convolution(String slot, QuantizedWeights weights, Optional<float[]> bias, Windows windows) {
            if (!windows.isEven() || !weights.isSymmetric()) {
                throw new IllegalArgumentException("slot " + slot + " needs even padding and symmetric weights");
            }
            set(slot, () -> tools.convolution(weights, bias, windows));
        }

        private void set(String slot, Supplier<IValue> value) {
            lifetime.requireOpen();
            Temporaries.releasedAfter(() -> {
                module.setattr(slot, value.get());
            });
        }

        @Override
        public void close() {
            tools.close();
        }
    }

    /** Begins to fill the slots. */
    @MustBeClosed
    public Filling fill() {
        lifetime.requireOpen();
        return new Filling();
    }

    /**
     * Writes it to a file, which is not replaced as a whole: give a new one.
     *
     * @param extra texts to store in the file, by name
     */
    public void save(Path file, Map<String, String> extra) {
        lifetime.requireOpen();
        Temporaries.releasedAfter(() -> module.save(file.toString(), map(extra)));
    }

    /** The same with bytecode for the lite interpreter of PyTorch Mobile beside the source. */
    public void saveForMobile(Path file, Map<String, String> extra) {
        lifetime.requireOpen();
        Temporaries.releasedAfter(() -> module._save_for_mobile(file.toString(), map(extra), false, false));
    }

    private static ExtraFilesMap map(Map<String, String> extra) {
        ExtraFilesMap map = new ExtraFilesMap();
        extra.forEach((name, text) -> map.put(new BytePointer(name), new BytePointer(text)));
        return map;
    }

    /**
     * Runs {@code forward}.
     *
     * @param inputs in its order
     * @param scope that what it returns belongs to
     * @return what it returns: one tensor, or those of a list
     */
    public List<Tensor> run(List<Tensor> inputs, TensorScope scope) {
        lifetime.requireOpen();
        return scope.makeAll(() -> Gradients.off(() -> {
            IValueVector arguments = new IValueVector();
            inputs.forEach(input -> arguments.push_back(new IValue(input.handle())));
            IValue result = module.forward(arguments);
            return result.isTensor() ? new TensorVector(result.toTensor()) : result.toTensorVector();
        }));
    }

    @Override
    public void close() {
        lifetime.end();
    }
}
