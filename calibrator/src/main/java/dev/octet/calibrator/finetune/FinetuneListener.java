package dev.octet.calibrator.finetune;

/** Told how a training goes. */
public interface FinetuneListener {

    /**
     * A step was made.
     *
     * @param done steps made
     * @param total steps to make
     * @param loss of the step
     */
    void stepped(int done, int total, double loss);

    /** A checkpoint was measured and written. */
    void measured(TrainingPoint point);

    /** Listens to nothing. */
    static FinetuneListener none() {
        return new FinetuneListener() {
            @Override
            public void stepped(int done, int total, double loss) {}

            @Override
            public void measured(TrainingPoint point) {}
        };
    }
}
