package dev.octet.runner.doctor;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.NativeLibrary;
import java.util.List;

/**
 * Whether a library of Octet's loads.
 *
 * @param needed whether everything needs it; otherwise its lack is a warning
 */
record LibraryProbe(NativeLibrary library, boolean needed) implements Probe {

    @Override
    public List<Finding> look() {
        try {
            return List.of(Finding.ok(library.name(), library.version()));
        } catch (ToolkitException e) {
            return List.of(Finding.of(library.name(), e, needed));
        }
    }
}
