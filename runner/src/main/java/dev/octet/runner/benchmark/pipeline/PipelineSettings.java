package dev.octet.runner.benchmark.pipeline;

import java.time.Duration;

/**
 * How a pipeline is driven and for how long.
 *
 * @param depth runs of the model that are on their way at once; 1 for one stage after the other on one thread
 * @param decoders threads that decode
 * @param streams threads that run the model
 * @param warmUp time before the first image that counts; the first images are always left out, as many as are on their way
 * @param images that count, at least
 * @param duration that is measured, at least
 */
public record PipelineSettings(int depth, int decoders, int streams, Duration warmUp, int images, Duration duration) {

    public PipelineSettings {
        if (depth < 1 || decoders < 1 || streams < 1 || images < 1) {
            throw new IllegalArgumentException("depth " + depth + ", decoders " + decoders + ", streams " + streams
                    + " and images " + images + " must be at least 1");
        }
        if (warmUp.isNegative() || duration.isNegative()) {
            throw new IllegalArgumentException(
                    "warmUp " + warmUp + " and duration " + duration + " must not be negative");
        }
    }

    /** One image in every stage and one that waits before each: what keeps the slowest stage busy. */
    public static int usualDepth(int decoders, int streams) {
        return 2 * (decoders + 1 + streams + 1);
    }

    /** Threads that work on a stage. */
    public int workers(Stage stage) {
        return depth == 1
                ? 1
                : switch (stage) {
                    case DECODE -> decoders;
                    case INFER -> streams;
                    case PREPROCESS, POSTPROCESS -> 1;
                };
    }
}
