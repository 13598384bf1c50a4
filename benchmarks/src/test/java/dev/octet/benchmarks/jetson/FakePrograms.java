package dev.octet.benchmarks.jetson;

import java.util.Optional;

/** What nvpmodel and tegrastats print in a test. */
record FakePrograms(Optional<String> nvpmodel, Optional<String> tegrastats) implements Jetson.Programs {

    static FakePrograms absent() {
        return new FakePrograms(Optional.empty(), Optional.empty());
    }
}
