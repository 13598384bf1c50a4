package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.journal.ErrorJournal;
import dev.octet.runner.evaluate.CocoDetections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a tuning has done so far, beside its output: errors that its search measured, detections that it made. */
final class TuneFolder implements AutoCloseable {

    private final Path folder;
    private final ErrorJournal journal;

    private TuneFolder(Path folder, ErrorJournal journal) {
        this.folder = folder;
        this.journal = journal;
    }

    /**
     * The folder for this output.
     *
     * @param subject all that the work depends on
     * @param resume go on with what is there
     */
    @com.google.errorprone.annotations.MustBeClosed
    static TuneFolder open(Path output, String subject, boolean resume, Console console) {
        Path folder = output.resolveSibling(output.getFileName() + ".work");
        Path journal = folder.resolve("errors.journal");
        try {
            if (resume) {
                Files.createDirectories(folder);
                ErrorJournal known = ErrorJournal.resume(journal, subject);
                console.say("Resuming: " + known.size() + " configurations and "
                        + detections(folder).size() + " sets of detections are done.");
                return new TuneFolder(folder, known);
            }
            if (Files.exists(folder)) {
                console.say("Starting over; --resume would have gone on with " + folder + ".");
                delete(folder);
            }
            Files.createDirectories(folder);
            return new TuneFolder(folder, ErrorJournal.begin(journal, subject));
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    ErrorJournal journal() {
        return journal;
    }

    /** The detections of this name, made only when they are not there yet. */
    CocoDetections detections(String name, Supplier<CocoDetections> maker) {
        Path file = folder.resolve(name + ".json");
        if (Files.exists(file)) {
            return CocoDetections.read(file);
        }
        CocoDetections made = maker.get();
        made.writeTo(file);
        return made;
    }

    /** The work is done: deletes the folder. */
    void finish() {
        journal.close();
        try {
            delete(folder);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    @Override
    public void close() {
        journal.close();
    }

    private static List<Path> detections(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static ToolkitException failure(Path folder, IOException cause) {
        return new ToolkitException(
                FailureKind.OUT_OF_RESOURCES,
                "Cannot write the folder " + folder + ": " + cause.getMessage() + ".",
                "Check that its folder is writable and has free space, or name another output.",
                cause);
    }
}
