package dev.octet.calibrator.finetune;

/**
 * What was measured at a checkpoint, of the network or of its average, whichever has the better score.
 *
 * @param step how many steps had been made
 * @param trainingLoss mean loss over the steps since the checkpoint before; NaN at the start
 * @param heldOutLoss mean loss over the images that are not trained on
 * @param score what the networks are compared by: lower is better
 */
public record TrainingPoint(int step, double trainingLoss, double heldOutLoss, double score) {}
