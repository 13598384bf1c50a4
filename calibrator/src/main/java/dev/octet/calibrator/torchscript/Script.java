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
    private final List<String> parameters;
    private int variables;

    /** With as many tensors given. */
    Script(int inputs) {
        this.parameters = new ArrayList<>();
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

    /** Constants by the slot that holds them. */
    Map<String, ScriptConstant> constants() {
        return constants;
    }

    /** The class, which returns these variables: one as a tensor, several as a list. */
    ScriptSource returning(List<String> variablesOfOutputs) {
        StringBuilder method = new StringBuilder("  def forward(self: __torch__.").append(CLASS);
        parameters.forEach(
                parameter -> method.append(", ").append(parameter).append(": Tensor"));
        boolean one = variablesOfOutputs.size() == 1;
        method.append(one ? ") -> Tensor:\n" : ") -> List[Tensor]:\n").append(lines);
        String all = String.join(", ", variablesOfOutputs);
        method.append("    return ").append(one ? all : "[" + all + "]").append('\n');
        List<ScriptSource.Slot> slots = new ArrayList<>();
        constants.forEach((slot, constant) -> slots.add(new ScriptSource.Slot(slot, constant.kind())));
        return new ScriptSource(CLASS, slots, method.toString());
    }
}
