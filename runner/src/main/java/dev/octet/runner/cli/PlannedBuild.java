package dev.octet.runner.cli;

import dev.octet.runner.engine.BuildRequest;
import dev.octet.runner.engine.CalibrationInput;
import dev.octet.runner.engine.ChildJvm;
import dev.octet.runner.engine.EngineBuild;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Builds what was planned in a process of its own, and shows how far it is.
 *
 * @param plan of the engine
 * @param output how the command talks
 * @param timingCache times of kernels, read and written
 * @param resources folder with TensorRT's builder resources, when the user named one
 * @param layers file for what each layer of the engine is
 */
record PlannedBuild(
        EnginePlan plan,
        OutputOptions output,
        Optional<Path> timingCache,
        Optional<Path> resources,
        Optional<Path> layers) {

    /** With nothing beside the engine and its manifest. */
    PlannedBuild(EnginePlan plan, OutputOptions output) {
        this(plan, output, Optional.empty(), Optional.empty(), Optional.empty());
    }

    EngineBuild.Outcome run(Optional<CalibrationInput> ranges) {
        BuildRequest request = new BuildRequest(
                plan.file().toAbsolutePath(),
                plan.model().sha256(),
                plan.settings(),
                plan.precision().isQdq(),
                plan.profile().ranges(),
                ranges,
                timingCache.map(Path::toAbsolutePath),
                resources.map(Path::toAbsolutePath),
                layers.isPresent(),
                output.verbose);
        EngineBuild build = new EngineBuild(plan.engine(), request, layers);
        BuildProgress progress = output.buildProgress(build.lastSeconds());
        try {
            return build.run(ChildJvm.likeThis(BuildWorkerMain.class.getName()), progress);
        } finally {
            progress.end();
        }
    }
}
