package dev.octet.calibrator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorJournalTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeTwo() {
        file = folder.resolve("errors.journal");
        try (ErrorJournal journal = ErrorJournal.begin(file, "model\nimages")) {
            journal.put("a b", 0.1);
            journal.put("c", 1e-300);
        }
    }

    @Test
    void figures_come_back_to_the_last_bit() {
        try (ErrorJournal journal = ErrorJournal.resume(file, "model\nimages")) {
            assertThat(journal.size()).isEqualTo(2);
            assertThat(journal.find("a b")).hasValue(0.1);
            assertThat(journal.find("c")).hasValue(1e-300);
            assertThat(journal.find("d")).isEmpty();
        }
    }

    @Test
    void torn_line_is_dropped_and_the_next_one_stands_on_its_own() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 3));
        try (ErrorJournal journal = ErrorJournal.resume(file, "model\nimages")) {
            assertThat(journal.size()).isEqualTo(1);
            journal.put("d", 2);
        }
        try (ErrorJournal journal = ErrorJournal.resume(file, "model\nimages")) {
            assertThat(journal.find("a b")).hasValue(0.1);
            assertThat(journal.find("c")).isEmpty();
            assertThat(journal.find("d")).hasValue(2);
        }
    }

    @Test
    void journal_of_other_work_is_refused_and_kept() throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> ErrorJournal.resume(file, "another"))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("The unfinished work in " + file + " is of another model, other images or other options.");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void beginning_forgets_what_was_there() {
        try (ErrorJournal journal = ErrorJournal.begin(file, "model\nimages")) {
            assertThat(journal.size()).isZero();
        }
        try (ErrorJournal journal = ErrorJournal.resume(file, "model\nimages")) {
            assertThat(journal.find("c")).isEmpty();
        }
    }
}
