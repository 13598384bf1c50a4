package dev.octet.runner.doctor;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.NativeLibrary;
import java.util.List;

/** Whether a library loads that everything needs. */
record LibraryProbe(NativeLibrary library) implements Probe {

    @Override
    public List<Finding> look() {
        try {
            return List.of(Finding.ok(library.name(), library.version()));
        } catch (ToolkitException e) {
            return List.of(Finding.of(library.name(), e, true));
        }
    }
}
