package dev.octet.benchmarks.environment;

import dev.octet.benchmarks.jetson.Jetson;
import java.util.Optional;

/** A board whose programs do not answer. */
final class NoPrograms implements Jetson.Programs {

    @Override
    public Optional<String> nvpmodel() {
        return Optional.empty();
    }

    @Override
    public Optional<String> tegrastats() {
        return Optional.empty();
    }
}
