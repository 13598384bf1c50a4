package dev.octet.bindings.libtorch;

import java.util.List;

/**
 * A TorchScript class in words: what it holds and what it does.
 *
 * @param name of the class
 * @param slots what it holds
 * @param methods definitions, each line with a line feed and indented by two spaces; {@code self} is
 *     {@code __torch__.NAME}, {@code torch} and {@code ops} are known
 */
public record ScriptSource(String name, List<Slot> slots, String methods) {

    public ScriptSource {
        slots = List.copyOf(slots);
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("name '" + name + "' is no name of a class");
        }
    }

    /** What a slot holds. */
    public enum Kind {
        /** A tensor of any type. */
        TENSOR("Tensor"),
        /** Weights, bias and windows of a quantized convolution, packed by the engine that loads the file. */
        CONVOLUTION("__torch__.torch.classes.quantized.Conv2dPackedParamsBase");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    /**
     * Something that a module holds.
     *
     * @param name by which methods find it in {@code self}
     * @param kind what it is
     */
    public record Slot(String name, Kind kind) {}

    /** The class as the file has it. */
    String text() {
        StringBuilder text = new StringBuilder("class " + name + "(Module):\n  __parameters__ = []\n  __buffers__ = [");
        slots.stream()
                .filter(slot -> slot.kind() == Kind.TENSOR)
                .forEach(slot -> text.append('"').append(slot.name()).append("\", "));
        text.append("]\n  training : bool\n");
        slots.forEach(slot -> text.append("  ")
                .append(slot.name())
                .append(" : ")
                .append(slot.kind().type)
                .append('\n'));
        return text.append(methods).toString();
    }
}
