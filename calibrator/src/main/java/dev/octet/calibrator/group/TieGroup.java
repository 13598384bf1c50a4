package dev.octet.calibrator.group;

import java.util.List;

/**
 * Tensors under one scale.
 *
 * @param tensors every member, in graph order
 * @param makers the tensors whose values are computed and not copied, and whose pooled values are the group's values:
 *     members, and where a Concat ties nothing what its inputs come from
 */
public record TieGroup(List<String> tensors, List<String> makers) {

    public TieGroup {
        tensors = List.copyOf(tensors);
        makers = List.copyOf(makers);
        if (tensors.isEmpty() || makers.isEmpty()) {
            throw new IllegalArgumentException("tensors " + tensors + " and makers " + makers + " must not be empty");
        }
    }

    /** The name of the group: its first member. */
    public String name() {
        return tensors.get(0);
    }
}
