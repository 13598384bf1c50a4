package dev.octet.runner.demo;

import dev.octet.benchmarks.BenchmarkSettings;
import java.nio.file.Path;
import java.time.Duration;

/** Every default of the demo, with its reason. */
public final class DemoDefaults {

    /** Where its files go when nobody says. */
    public static final Path FOLDER = Path.of("octet-demo");

    /** Any seed will do; a fixed one makes two runs comparable. The detector was trained on seed 1000. */
    public static final long SEED = 1;

    /** More change the ranges no more: the scenes are all of one kind. */
    static final int CALIBRATION_SCENES = 64;

    /** What there is time for; an interval says what so many can tell. */
    static final int EVALUATION_SCENES = 150;

    /** Scenes to look at. */
    static final int PICTURES = 4;

    /** A detection that people are shown scores this at least. */
    static final double SHOWN_SCORE = 0.3;

    /** A few seconds: the demo is to be over within a minute. */
    static final BenchmarkSettings BENCHMARK = new BenchmarkSettings(Duration.ofMillis(500), 30, Duration.ofSeconds(3));

    private DemoDefaults() {}
}
