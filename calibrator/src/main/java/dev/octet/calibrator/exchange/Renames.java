package dev.octet.calibrator.exchange;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * New names for tensors.
 *
 * @param byOldName the new name of each tensor that gets one
 */
public record Renames(Map<String, String> byOldName) {

    public Renames {
        byOldName = Collections.unmodifiableMap(new LinkedHashMap<>(byOldName));
    }

    /** No new name. */
    public static Renames none() {
        return new Renames(Map.of());
    }

    /**
     * Reads texts of the form {@code OLD=NEW}. Where a text has several equals signs, the one behind the name of a tensor
     * counts.
     *
     * @param texts the texts
     * @param tensors names that can be old
     * @throws ToolkitException {@code USAGE} when a text names no tensor, or one twice
     */
    public static Renames parse(List<String> texts, Set<String> tensors) {
        Map<String, String> renames = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new ToolkitException(
                        FailureKind.USAGE,
                        "Rename " + FileText.quoted(text) + " has no equals sign.",
                        "Write OLD=NEW.");
            }
            while (equals >= 0 && !tensors.contains(text.substring(0, equals))) {
                equals = text.indexOf('=', equals + 1);
            }
            if (equals < 0) {
                String old = text.substring(0, text.indexOf('='));
                throw new ToolkitException(
                        FailureKind.USAGE,
                        "There is no tensor " + FileText.quoted(old) + " to rename.",
                        "'octet table show' lists the tensors of a file.");
            }
            if (renames.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
                throw new ToolkitException(
                        FailureKind.USAGE,
                        "Tensor " + FileText.quoted(text.substring(0, equals)) + " is renamed twice.",
                        "Give each tensor one new name.");
            }
        }
        return new Renames(renames);
    }

    /**
     * The values under the new names, in the same order.
     *
     * @throws ToolkitException {@code USAGE} when two tensors would have one name
     */
    public <T> Map<String, T> apply(Map<String, T> byName) {
        Map<String, T> renamed = new LinkedHashMap<>();
        byName.forEach((name, value) -> {
            String newName = byOldName.getOrDefault(name, name);
            if (renamed.put(newName, value) != null) {
                throw new ToolkitException(
                        FailureKind.USAGE,
                        "Two tensors would be named " + FileText.quoted(newName) + ".",
                        "Choose another name, or rename the other tensor, too.");
            }
        });
        return renamed;
    }
}
