package dev.octet.calibrator.finetune;

/**
 * How a training goes.
 *
 * @param steps of the optimizer
 * @param batch images in a step, one after the other: memory does not depend on it
 * @param rates how fast what is trained moves
 * @param average share of the way that the averaged network goes to the trained one in each step
 * @param interval steps between checkpoints, which are also measured
 * @param outputWeight of the outputs' loss
 * @param featureWeight of the features' loss
 * @param mosaic share of images that are put together from four
 * @param seed of all randomness
 */
public record FinetuneSettings(
        int steps,
        int batch,
        TrainingRates rates,
        double average,
        int interval,
        double outputWeight,
        double featureWeight,
        double mosaic,
        long seed) {

    /** Steps of the optimizer where nothing else is said. */
    public static final int STEPS = 400;

    private static final TrainingRates RATES = new TrainingRates(0.003, 0.04, 0.0005, 0.05, 0.6);

    public FinetuneSettings {
        atLeastOne("steps", steps);
        atLeastOne("batch", batch);
        atLeastOne("interval", interval);
        SettingBounds.share("average", average);
        SettingBounds.notNegative("outputWeight", outputWeight);
        SettingBounds.notNegative("featureWeight", featureWeight);
        SettingBounds.share("mosaic", mosaic);
    }

    /** What is used where nothing else is said. */
    public static FinetuneSettings defaults() {
        return new FinetuneSettings(STEPS, 4, RATES, 0.02, 40, 1, 1, 0.25, 1);
    }

    /** The same with another number of steps, and checkpoints at a tenth of them, at least each fifth and at most each fiftieth. */
    public FinetuneSettings withSteps(int number) {
        int every = Math.max(5, Math.min(50, number / 10));
        return new FinetuneSettings(number, batch, rates, average, every, outputWeight, featureWeight, mosaic, seed);
    }

    /** The same with checkpoints at another interval. */
    public FinetuneSettings withInterval(int number) {
        return new FinetuneSettings(steps, batch, rates, average, number, outputWeight, featureWeight, mosaic, seed);
    }

    /** The same with another number of images in a step. */
    public FinetuneSettings withBatch(int number) {
        return new FinetuneSettings(steps, number, rates, average, interval, outputWeight, featureWeight, mosaic, seed);
    }

    /** The same with other rates. */
    public FinetuneSettings withRates(TrainingRates others) {
        return new FinetuneSettings(steps, batch, others, average, interval, outputWeight, featureWeight, mosaic, seed);
    }

    /** The same with another seed. */
    public FinetuneSettings withSeed(long number) {
        return new FinetuneSettings(
                steps, batch, rates, average, interval, outputWeight, featureWeight, mosaic, number);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
        }
    }
}
