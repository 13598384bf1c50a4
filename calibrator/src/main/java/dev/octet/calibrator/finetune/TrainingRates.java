package dev.octet.calibrator.finetune;

/**
 * How fast what is trained moves. Each rate rises in a line over the first steps and then falls along a cosine to a hundredth.
 * What decides how values are rounded, weights and the scales of activations, comes to rest before the others do: biases and the
 * scales of weights, which only shift and stretch a channel, then fit themselves to integers that stay.
 *
 * @param weights how far a step moves weights at most, in steps of their integers; biases in 1/6 of their usual magnitude
 * @param weightScales how far a step moves the outermost weight of a channel at most by its scale, in steps of its integers; 0
 *     keeps scales
 * @param activationScales how far a step moves the scale of activations at most, relative to it; 0 keeps them
 * @param warmup share of the steps in which the rates rise
 * @param settled share of the steps after which nothing is rounded otherwise
 */
public record TrainingRates(
        double weights, double weightScales, double activationScales, double warmup, double settled) {

    private static final double LEAST = 0.01;

    public TrainingRates {
        SettingBounds.notNegative("The rate weights", weights);
        SettingBounds.notNegative("The rate weightScales", weightScales);
        SettingBounds.notNegative("The rate activationScales", activationScales);
        SettingBounds.share("warmup", warmup);
        SettingBounds.share("settled", settled);
    }

    /** The same with the scales kept. */
    public TrainingRates withoutScales() {
        return new TrainingRates(weights, 0, 0, warmup, settled);
    }

    /** Whether scales are trained. */
    boolean movesScales() {
        return weightScales > 0 || activationScales > 0;
    }

    /**
     * The rate of a step.
     *
     * @param kind of what is trained
     * @param step from 0
     * @param steps of the training
     */
    double of(Trainable.Kind kind, int step, int steps) {
        return switch (kind) {
            case WEIGHTS -> isSettled(step, steps) ? 0 : weights * course(step, settled * steps);
            case BIASES -> weights * course(step, steps);
            case WEIGHT_SCALES -> weightScales * course(step, steps);
            case ACTIVATION_SCALES -> isSettled(step, steps) ? 0 : activationScales * course(step, settled * steps);
        };
    }

    /**
     * Whether nothing is rounded otherwise any more.
     *
     * @param step from 0; between two for an image of a step
     * @param steps of the training
     */
    boolean isSettled(double step, int steps) {
        return step >= settled * steps;
    }

    /** The first step after which nothing is rounded otherwise. */
    int settledStep(int steps) {
        return (int) Math.ceil(settled * steps);
    }

    /** The share of the highest rate. */
    private double course(int step, double length) {
        double rising = Math.max(1, warmup * length);
        if (step < rising) {
            return (step + 1) / rising;
        }
        double fallen = (step - rising) / Math.max(1, length - rising);
        return LEAST + (1 - LEAST) * (1 + Math.cos(Math.PI * Math.min(1, fallen))) / 2;
    }
}
