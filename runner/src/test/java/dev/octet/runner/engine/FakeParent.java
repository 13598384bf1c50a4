package dev.octet.runner.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Stands for {@code octet build} in a process that a test can stop: its build never ends. */
final class FakeParent {

    private FakeParent() {}

    public static void main(String[] arguments) {
        BuildRequest request = new BuildRequest(
                Path.of("/models/hangs"),
                "ab".repeat(32),
                BuildSettings.of(EnginePrecision.FP16),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
        new EngineBuild(Path.of(arguments[0]), request, Optional.empty())
                .run(ChildJvm.likeThis(FakeBuilder.class.getName()), new BuildListener() {
                    @Override
                    public void beat(BuildEvent.Beat beat) {
                        // Nobody looks.
                    }

                    @Override
                    public void said(String line) {
                        System.out.println(line);
                    }
                });
    }
}
