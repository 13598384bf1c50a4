package dev.octet.calibrator.torchscript;

import dev.octet.bindings.libtorch.ScriptSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The method {@code forward} line by line, and what it reads from the module. */
final class Script {

    private static final String CLASS = "QuantizedModel";

    private final StringBuilder lines = new StringBuilder();
    private final Map<String, ScriptConstant> constants = new LinkedHashMap<>();
    private final List<String> parameters = new ArrayList<>();
    private final Map<String, String> replaced = new LinkedHashMap<>();
    private int variables;

    /** With as many tensors given. */
    Script(int inputs) {
        for (int i = 0; i < inputs; i++) {
            parameters.add(inputs == 1 ? "x" : "x" + i);
        }
    }

    /** The variable of an input. */
    String parameter(int index) {
        return parameters.get(index);
    }

    /** A new variable that holds what the expression is. */
    String assign(String expression) {
        String variable = "t" + variables++;
        lines.append("    ").append(variable).append(" = ").append(expression).append('\n');
        return variable;
    }

    /** The expression that reads a new constant. */
    String hold(ScriptConstant constant) {
        String slot = (constant.kind() == ScriptSource.Kind.CONVOLUTION ? "conv" : "c") + constants.size();
        constants.put(slot, constant);
        return "self." + slot;
    }

    /**
     * Goes on with given integers in the place of those that were made; the method returns both.
     *
     * @param tensor the ONNX tensor that the caller gives, uint8
     * @param made what it is here
     */
    Levels replace(String tensor, Levels made) {
        String given = "g" + replaced.size();
        parameters.add(given);
        replaced.put(tensor, made.variable());
        return new Levels(
                assign("torch._make_per_tensor_quantized_tensor(" + given + ", "
                        + made.grid().arguments() + ")"),
                made.grid());
    }

    /** The ONNX tensors that were replaced, in the order of their parameters. */
    List<String> replaced() {
        return List.copyOf(replaced.keySet());
    }

    /** Constants by the slot that holds them. */
    Map<String, ScriptConstant> constants() {
        return constants;
    }

    /**
     * The class, which returns these variables: one as a tensor, several as a list. What was replaced stands before them, as
     * uint8.
     */
    ScriptSource returning(List<String> variablesOfOutputs) {
        StringBuilder method = new StringBuilder("  def forward(self: __torch__.").append(CLASS);
        parameters.forEach(parameter -> method.append(", ").append(parameter).append(": Tensor"));
        List<String> returned = new ArrayList<>();
        replaced.values().forEach(variable -> returned.add("torch.int_repr(" + variable + ")"));
        returned.addAll(variablesOfOutputs);
        boolean one = returned.size() == 1;
        method.append(one ? ") -> Tensor:\n" : ") -> List[Tensor]:\n").append(lines);
        String all = String.join(", ", returned);
        method.append("    return ").append(one ? all : "[" + all + "]").append('\n');
        List<ScriptSource.Slot> slots = new ArrayList<>();
        constants.forEach((slot, constant) -> slots.add(new ScriptSource.Slot(slot, constant.kind())));
        return new ScriptSource(CLASS, slots, method.toString());
    }
}
