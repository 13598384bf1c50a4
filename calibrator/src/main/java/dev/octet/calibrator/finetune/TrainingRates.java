package dev.octet.calibrator.finetune;

/**
 * How fast what is trained moves. Each rate rises in a line over the first steps and then falls along a cosine to a hundredth.
 * What decides how values are rounded, weights and the scales of activations, comes to rest before the others do: biases and the
 * scales of weights, which only shift and stretch a channel, then fit themselves to integers that stay.
 *
 * @param weights how far a step moves weights at most, in steps of their integers; biases in 1/6 of their usual magnitude
 * @param weightScales how far a step moves the scale of a channel's weights at most, relative to it; 0 keeps them
 * @param activationScales how far a step moves the scale of activations at most, relative to it; 0 keeps them
 * @param warmup share of the steps in which the rates rise
 * @param settled share of the steps after which nothing is rounded otherwise
 */
public record TrainingRates(
        double weights, double weightScales, double activationScales, double warmup, double settled) {

    private static final double LEAST = 0.01;

    public TrainingRates {
        notNegative("weights", weights);
        notNegative("weightScales", weightScales);
        notNegative("activationScales", activationScales);
        share("warmup", warmup);
        share("settled", settled);
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
            case WEIGHTS -> weights * course(step, settled * steps);
            case BIASES -> weights * course(step, steps);
            case WEIGHT_SCALES -> weightScales * course(step, steps);
            case ACTIVATION_SCALES -> activationScales * course(step, settled * steps);
        };
    }

    /** The share of the highest rate. */
    private double course(int step, double length) {
        if (step >= length) {
            return 0;
        }
        double rising = Math.max(1, warmup * length);
        if (step < rising) {
            return (step + 1) / rising;
        }
        double fallen = (step - rising) / Math.max(1, length - rising);
        return LEAST + (1 - LEAST) * (1 + Math.cos(Math.PI * Math.min(1, fallen))) / 2;
    }

    private static void notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("The rate " + name + " is " + value + ", must be 0 or more");
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be from 0 to 1");
        }
    }
}
