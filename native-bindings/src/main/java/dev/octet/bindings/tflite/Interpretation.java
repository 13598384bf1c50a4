package dev.octet.bindings.tflite;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.ownership.Lifetime;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.InterpreterOptions;
import org.bytedeco.tensorflowlite.TfLiteQuantizationParams;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** The native objects of a session, made one from the other and freed in reverse. */
final class Interpretation {

    private static final String REMEDY = "Export it again with 'octet export --to tflite'.";

    private final Interpreter interpreter;
    private final Lifetime lifetime;

    private Interpretation(Interpreter interpreter, Lifetime lifetime) {
        this.interpreter = interpreter;
        this.lifetime = lifetime;
    }

    /**
     * Loads a model and gives its tensors their memory.
     *
     * @param name what messages call it
     * @throws ToolkitException {@code BAD_INPUT} when it is no whole model, {@code UNSUPPORTED} when it has operators
     *     that this version does not have or cannot run as they are
     */
    static Interpretation of(String name, byte[] bytes, TfliteOptions options) {
        Tflite.library().verifyAvailable();
        List<Pointer> made = new ArrayList<>();
        try {
            BytePointer memory = kept(made, new BytePointer(bytes));
            FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromBuffer(memory, bytes.length);
            if (model == null || model.isNull()) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        name + " is not a whole TensorFlow Lite model: " + bytes.length
                                + " bytes that are no valid flatbuffer.",
                        REMEDY);
            }
            kept(made, model);
            Interpreter interpreter = kept(made, build(name, model, options, made));
            require(interpreter.AllocateTensors(), name, "its tensors do not fit its operators");
            return new Interpretation(interpreter, Lifetime.of("TfliteSession", () -> free(made)));
        } catch (RuntimeException e) {
            free(made);
            throw e;
        }
    }

    private static Interpreter build(String name, FlatBufferModel model, TfliteOptions options, List<Pointer> made) {
        InterpreterOptions native_ = kept(made, new InterpreterOptions());
        native_.SetPreserveAllTensors(options.everyTensor());
        BuiltinOpResolver resolver = kept(
                made, options.xnnpack() ? new BuiltinOpResolver() : new BuiltinOpResolverWithoutDefaultDelegates());
        try (InterpreterBuilder builder = new InterpreterBuilder(model, resolver, native_)) {
            Interpreter interpreter = new Interpreter((Pointer) null);
            require(builder.SetNumThreads(options.threads()), name, options.threads() + " threads are refused");
            require(builder.apply(interpreter), name, "it has operators that this version does not have");
            return interpreter;
        }
    }

    private static void require(int status, String name, String otherwise) {
        if (status != tensorflowlite.kTfLiteOk) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "TensorFlow Lite " + Tflite.library().version() + " cannot run " + name + ": " + otherwise
                            + "; what it says of it is above.",
                    REMEDY);
        }
    }

    private static <P extends Pointer> P kept(List<Pointer> made, P pointer) {
        made.add(pointer);
        return pointer;
    }

    private static void free(List<Pointer> made) {
        for (int i = made.size() - 1; i >= 0; i--) {
            made.get(i).close();
        }
        made.clear();
    }

    /**
     * The interpreter.
     *
     * @throws IllegalStateException once closed
     */
    Interpreter get() {
        lifetime.requireOpen();
        return interpreter;
    }

    void end() {
        lifetime.end();
    }

    /** Numbers of the inputs among the tensors, in the model's order. */
    int[] inputs() {
        return numbers(get().inputs());
    }

    /** Numbers of the outputs. */
    int[] outputs() {
        return numbers(get().outputs());
    }

    private static int[] numbers(org.bytedeco.javacpp.IntPointer pointer) {
        int[] numbers = new int[Math.toIntExact(pointer.limit())];
        pointer.get(numbers);
        return numbers;
    }

    /** The native tensor of that number. */
    org.bytedeco.tensorflowlite.TfLiteTensor tensor(int number) {
        return get().tensor(number);
    }

    /** What is known of a tensor; empty when it has no name, or a type that has no counterpart. */
    Optional<TfliteTensor> describe(int number) {
        org.bytedeco.tensorflowlite.TfLiteTensor tensor = tensor(number);
        Optional<ElementType> type = type(tensorflowlite.TfLiteTensorType(tensor));
        BytePointer name = tensorflowlite.TfLiteTensorName(tensor);
        if (type.isEmpty() || name == null || name.isNull()) {
            return Optional.empty();
        }
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < tensorflowlite.TfLiteTensorNumDims(tensor); axis++) {
            shape.add((long) tensorflowlite.TfLiteTensorDim(tensor, axis));
        }
        return Optional.of(new TfliteTensor(new TensorSpec(name.getString(), type.get(), shape), step(tensor)));
    }

    private static Optional<TfliteTensor.Step> step(org.bytedeco.tensorflowlite.TfLiteTensor tensor) {
        try (TfLiteQuantizationParams parameters = tensorflowlite.TfLiteTensorQuantizationParams(tensor)) {
            return parameters.scale() > 0
                    ? Optional.of(new TfliteTensor.Step(parameters.scale(), parameters.zero_point()))
                    : Optional.empty();
        }
    }

    private static Optional<ElementType> type(int code) {
        return Optional.ofNullable(
                switch (code) {
                    case tensorflowlite.kTfLiteFloat32 -> ElementType.FLOAT;
                    case tensorflowlite.kTfLiteFloat16 -> ElementType.FLOAT16;
                    case tensorflowlite.kTfLiteInt8 -> ElementType.INT8;
                    case tensorflowlite.kTfLiteUInt8 -> ElementType.UINT8;
                    case tensorflowlite.kTfLiteInt16 -> ElementType.INT16;
                    case tensorflowlite.kTfLiteInt32 -> ElementType.INT32;
                    case tensorflowlite.kTfLiteInt64 -> ElementType.INT64;
                    case tensorflowlite.kTfLiteBool -> ElementType.BOOL;
                    default -> null;
                });
    }
}
