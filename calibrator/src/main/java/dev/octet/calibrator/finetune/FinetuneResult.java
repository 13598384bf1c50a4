package dev.octet.calibrator.finetune;

import java.util.List;

/**
 * What a training came to.
 *
 * @param model what to write: the better of the start and the best checkpoint
 * @param start the measurement before the first step
 * @param best the measurement of what is to be written; the start itself where nothing was better
 * @param history all measurements, rising by step
 * @param features how many tensors were compared beside the outputs
 */
public record FinetuneResult(
        TrainingStart model, TrainingPoint start, TrainingPoint best, List<TrainingPoint> history, int features) {

    public FinetuneResult {
        history = List.copyOf(history);
    }

    /** True when training found something better than the start. */
    public boolean improved() {
        return best.step() > start.step();
    }
}
