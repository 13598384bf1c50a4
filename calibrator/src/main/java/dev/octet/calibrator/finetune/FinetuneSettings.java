package dev.octet.calibrator.finetune;

/**
 * How a training goes. The default rates are what YOLOX-Nano took: with scales six times as fast its loss went up for the first 100
 * steps and down more slowly then; weights a third as fast ended the same.
 *
 * @param steps of the optimizer
 * @param batch images in a step, one after the other: memory does not depend on it
 * @param weightRate how far a step moves weights at most, in steps of their integers; biases in 1/6 of their usual magnitude
 * @param scaleRate how far a step moves a scale at most, relative to it; 0 keeps the scales
 * @param warmup share of the steps in which the rates rise; then they fall along a cosine to a hundredth
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
        double weightRate,
        double scaleRate,
        double warmup,
        double average,
        int interval,
        double outputWeight,
        double featureWeight,
        double mosaic,
        long seed) {

    /** Steps of the optimizer where nothing else is said. */
    public static final int STEPS = 400;

    public FinetuneSettings {
        atLeastOne("steps", steps);
        atLeastOne("batch", batch);
        atLeastOne("interval", interval);
        notNegative("weightRate", weightRate);
        notNegative("scaleRate", scaleRate);
        share("warmup", warmup);
        share("average", average);
        notNegative("outputWeight", outputWeight);
        notNegative("featureWeight", featureWeight);
        share("mosaic", mosaic);
    }

    /** What is used where nothing else is said. */
    public static FinetuneSettings defaults() {
        return new FinetuneSettings(STEPS, 4, 0.003, 0.0005, 0.05, 0.02, 40, 1, 1, 0.25, 1);
    }

    /** The same with another number of steps, and checkpoints at a tenth of them, at least each fifth and at most each fiftieth. */
    public FinetuneSettings withSteps(int number) {
        int every = Math.max(5, Math.min(50, number / 10));
        return new FinetuneSettings(
                number,
                batch,
                weightRate,
                scaleRate,
                warmup,
                average,
                every,
                outputWeight,
                featureWeight,
                mosaic,
                seed);
    }

    /** The same with checkpoints at another interval. */
    public FinetuneSettings withInterval(int number) {
        return new FinetuneSettings(
                steps,
                batch,
                weightRate,
                scaleRate,
                warmup,
                average,
                number,
                outputWeight,
                featureWeight,
                mosaic,
                seed);
    }

    /** The same with another number of images in a step. */
    public FinetuneSettings withBatch(int number) {
        return new FinetuneSettings(
                steps,
                number,
                weightRate,
                scaleRate,
                warmup,
                average,
                interval,
                outputWeight,
                featureWeight,
                mosaic,
                seed);
    }

    /** The same with other rates. */
    public FinetuneSettings withRates(double ofWeights, double ofScales) {
        return new FinetuneSettings(
                steps,
                batch,
                ofWeights,
                ofScales,
                warmup,
                average,
                interval,
                outputWeight,
                featureWeight,
                mosaic,
                seed);
    }

    /** The same with another seed. */
    public FinetuneSettings withSeed(long number) {
        return new FinetuneSettings(
                steps,
                batch,
                weightRate,
                scaleRate,
                warmup,
                average,
                interval,
                outputWeight,
                featureWeight,
                mosaic,
                number);
    }

    /**
     * The rate of a step, relative to the highest: rises in a line, falls along a cosine to a hundredth.
     *
     * @param step from 0
     */
    double rate(int step) {
        double rising = Math.max(1, warmup * steps);
        if (step < rising) {
            return (step + 1) / rising;
        }
        double fallen = (step - rising) / Math.max(1, steps - rising);
        return 0.01 + 0.99 * (1 + Math.cos(Math.PI * Math.min(1, fallen))) / 2;
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
        }
    }

    private static void notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be 0 or more");
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be 0 to 1");
        }
    }
}
