package dev.octet.calibrator.group;

import java.util.List;

/**
 * Tensors under one scale.
 *
 * @param tensors every member, in graph order
 * @param makers the members whose values are computed and not copied; their pooled values are the group's values
 */
public record TieGroup(List<String> tensors, List<String> makers) {

    public TieGroup {
        tensors = List.copyOf(tensors);
        makers = List.copyOf(makers);
        if (tensors.isEmpty() || makers.isEmpty() || !tensors.containsAll(makers)) {
            throw new IllegalArgumentException("makers " + makers + " must be some of tensors " + tensors);
        }
    }

    /** The name of the group: its first member. */
    public String name() {
        return tensors.get(0);
    }
}
