package dev.octet.runner.cli;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.journal.ErrorJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a search has measured, in a file beside the output until the output is there. */
final class SearchJournal implements AutoCloseable {

    private final Path file;
    private final ErrorJournal errors;

    private SearchJournal(Path file, ErrorJournal errors) {
        this.file = file;
        this.errors = errors;
    }

    /**
     * The journal for this output.
     *
     * @param subject all that the errors depend on
     * @param resume go on with what is there
     */
    @MustBeClosed
    static SearchJournal open(Path output, String subject, boolean resume, Console console) {
        Path file = output.resolveSibling(output.getFileName() + ".journal");
        if (!resume) {
            if (Files.exists(file)) {
                console.say("Starting over; --resume would have gone on with " + file + ".");
            }
            return new SearchJournal(file, ErrorJournal.begin(file, subject));
        }
        ErrorJournal known = ErrorJournal.resume(file, subject);
        console.say("Resuming: " + known.size() + " configurations are done.");
        return new SearchJournal(file, known);
    }

    ErrorJournal errors() {
        return errors;
    }

    /** The work is done: deletes the file. */
    void finish() {
        errors.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    "Cannot delete the journal " + file + ": " + e.getMessage() + ".",
                    "Delete it; the output is complete.",
                    e);
        }
    }

    @Override
    public void close() {
        errors.close();
    }
}
