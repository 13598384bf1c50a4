package dev.octet.runner.deploy;

import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Path;

/** A model on its way to another runtime or server: everything is decided, nothing is written yet. */
public interface Destination {

    /** As {@code octet export --to} names it. */
    String name();

    /**
     * Writes it, whole or not at all.
     *
     * @param output the file or folder
     * @throws ToolkitException {@code USAGE} when something else is there, {@code OUT_OF_RESOURCES} when it cannot be
     *     written
     */
    Exported writeTo(Path output);
}
