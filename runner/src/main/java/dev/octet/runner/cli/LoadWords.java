package dev.octet.runner.cli;

import dev.octet.benchmarks.load.LoadSettings;
import java.util.Locale;

/** A load in words. */
final class LoadWords {

    private LoadWords() {}

    static String of(LoadSettings settings, int streams) {
        String pace = settings.ratePerSecond().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%.6g queries a second",
                        settings.ratePerSecond().getAsDouble())
                : "as fast as they go";
        return (settings.depth() == 1 ? "one query at a time" : settings.depth() + " queries in flight")
                + (streams == 1 ? "" : " on each of " + streams + " streams") + ", " + pace;
    }
}
