package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.FakeCuda;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Engines in memory for the tests of other modules: one input {@code images} [1, 3, 2, 2], one output [1, 4]. */
public final class FakeSessions {

    private FakeSessions() {}

    /** A session on a fake device. */
    public static EngineSession on(FakeCuda cuda, Path folder) throws IOException {
        Path plan = Files.writeString(folder.resolve("fake.engine"), "ftrt a plan");
        return EngineSession.load(cuda.device(), new FakeTensorRt(cuda), plan, EngineOptions.defaults());
    }
}
