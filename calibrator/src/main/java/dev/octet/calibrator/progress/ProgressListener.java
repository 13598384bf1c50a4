package dev.octet.calibrator.progress;

/**
 * Told how far a long job has come. Called from the job's threads, one call at a time, each seeing what the one before
 * did; what it throws ends the job.
 */
@FunctionalInterface
public interface ProgressListener {

    /**
     * The job went on.
     *
     * @param done steps finished
     * @param total steps that there are
     */
    void advanced(long done, long total);

    /** Ignores it. */
    static ProgressListener none() {
        return (done, total) -> {};
    }
}
