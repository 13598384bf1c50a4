package dev.octet.runner.engine;

import dev.octet.calibrator.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;

/**
 * How long earlier builds took, beside the engine: {@code ENGINE.builds.json}. Only to say how long one may take, so a file
 * that cannot be read is as good as none.
 *
 * @param builds the last of each kind, oldest first
 */
record BuildHistory(List<Entry> builds) {

    private static final int KEPT = 20;

    BuildHistory {
        builds = List.copyOf(builds);
    }

    /**
     * One build.
     *
     * @param kind model, settings, shapes and calibrator
     * @param seconds that it took
     */
    record Entry(String kind, double seconds) {}

    static Path fileOf(Path engine) {
        return engine.resolveSibling(engine.getFileName() + ".builds.json");
    }

    static BuildHistory of(Path engine) {
        try {
            return EngineJson.mapper().readValue(Files.readAllBytes(fileOf(engine)), BuildHistory.class);
        } catch (IOException | JacksonException e) {
            return new BuildHistory(List.of());
        }
    }

    /** What the last build of this kind took. */
    OptionalDouble seconds(String kind) {
        return builds.stream()
                .filter(entry -> entry.kind().equals(kind))
                .mapToDouble(Entry::seconds)
                .findFirst();
    }

    /** The same with another build; of each kind the last is kept, and of kinds the last 20. */
    BuildHistory with(String kind, double seconds) {
        List<Entry> all = new ArrayList<>(builds);
        all.removeIf(entry -> entry.kind().equals(kind));
        all.add(new Entry(kind, seconds));
        return new BuildHistory(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }

    void writeBeside(Path engine) {
        AtomicFile.write(fileOf(engine), EngineJson.mapper().writeValueAsBytes(this));
    }
}
