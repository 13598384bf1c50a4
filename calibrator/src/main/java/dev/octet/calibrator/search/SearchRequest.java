package dev.octet.calibrator.search;

import dev.octet.calibrator.journal.ErrorJournal;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a search measures on, how, and how much it tries.
 *
 * @param samples inputs to measure on; 8 to 32
 * @param error how outputs are compared
 * @param effort how much to try
 * @param journal of what was measured, to go on with after a stop
 * @param progress told after each configuration
 */
public record SearchRequest(
        List<Map<String, FloatTensor>> samples,
        OutputError error,
        SearchEffort effort,
        Optional<ErrorJournal> journal,
        ProgressListener progress) {

    public SearchRequest {
        samples = List.copyOf(samples);
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(effort, "effort");
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(progress, "progress");
    }

    /** A search without a journal that nobody watches. */
    public static SearchRequest of(List<Map<String, FloatTensor>> samples, OutputError error, SearchEffort effort) {
        return new SearchRequest(samples, error, effort, Optional.empty(), ProgressListener.none());
    }

    /** The same with a journal. */
    public SearchRequest withJournal(ErrorJournal kept) {
        return new SearchRequest(samples, error, effort, Optional.of(kept), progress);
    }

    /** The same, watched. */
    public SearchRequest withProgress(ProgressListener listener) {
        return new SearchRequest(samples, error, effort, journal, listener);
    }
}
