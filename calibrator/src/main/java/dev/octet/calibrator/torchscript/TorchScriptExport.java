package dev.octet.calibrator.torchscript;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.libtorch.ScriptModule;
import dev.octet.bindings.libtorch.ScriptSource;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.rewrite.QdqRewriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * From an ONNX model with Q/DQ to a TorchScript module. A convolution between pairs becomes one that computes on integers, its
 * weights packed; what keeps values, such as a MaxPool between pairs of one scale, works on the integers; all else is
 * computed in floats between {@code dequantize} and {@code quantize_per_tensor}, as the ONNX specification has it. Weights are
 * stored in 8 bits in any case.
 */
public final class TorchScriptExport {

    private TorchScriptExport() {}

    /** The forms of a file. */
    public enum Format {
        /** What {@code torch.jit.load} and libtorch read. */
        TORCHSCRIPT,
        /** The same with bytecode for PyTorch Mobile's lite interpreter. */
        MOBILE
    }

    /** The operators that a graph may have, by their ONNX names. */
    public static Set<String> operators() {
        return ScriptRules.names();
    }

    /**
     * Converts a model.
     *
     * @param model with Q/DQ; one without becomes a module that computes in floats
     * @param format of the file
     * @param facts texts to store in the file, by name
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when an operator has no counterpart, or when
     *     libtorch is not here
     */
    public static TorchScriptModel of(OnnxModel model, Format format, Map<String, String> facts) {
        Conversion conversion = Conversion.of(prepared(model).graph(), model.name());
        ScriptSource source = conversion.script().returning(conversion.outputs());
        return new TorchScriptModel(
                written(source, conversion.script().constants(), format, facts),
                format,
                conversion.integerNodes(),
                conversion.floatNodes());
    }

    /** The model in the form that is converted. */
    static OnnxModel prepared(OnnxModel model) {
        return EarlyQuantizers.apply(model.upgradedTo(Math.max(model.opset(), QdqRewriter.MINIMUM_OPSET)));
    }

    /** A module with what it holds. */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    static ScriptModule filled(ScriptSource source, Map<String, ScriptConstant> constants) {
        ScriptModule module = ScriptModule.of(source);
        try (ScriptModule.Filling filling = module.fill()) {
            constants.forEach((slot, constant) -> constant.fill(slot, filling));
        } catch (RuntimeException e) {
            module.close();
            throw e;
        }
        return module;
    }

    private static byte[] written(
            ScriptSource source, Map<String, ScriptConstant> constants, Format format, Map<String, String> facts) {
        try (ScriptModule module = filled(source, constants)) {
            Path file = Files.createTempFile("octet-script", ".pt");
            try {
                if (format == Format.MOBILE) {
                    module.saveForMobile(file, facts);
                } else {
                    module.save(file, facts);
                }
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
