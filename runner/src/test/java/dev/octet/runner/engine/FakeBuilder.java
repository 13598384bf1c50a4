package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.tensorrt.TensorRtLog.Severity;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Stands for the process that builds: does what the model's name says. */
final class FakeBuilder {

    private FakeBuilder() {}

    public static void main(String[] arguments) throws Exception {
        BuildFolder folder = new BuildFolder(Path.of(arguments[0]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BuildRequest request = EngineJson.mapper().readValue(Files.readAllBytes(folder.request()), BuildRequest.class);
        Thread orphan = new Thread(() -> {
            new BuildWorker(folder.root(), out).awaitOrphaned(System.in);
            System.exit(130);
        });
        orphan.setDaemon(true);
        orphan.start();
        act(String.valueOf(request.model().getFileName()), request, folder, out);
    }

    private static void act(String what, BuildRequest request, BuildFolder folder, PrintStream out) throws Exception {
        tell(out, new BuildEvent.Beat(BuildPhase.PARSING, 0, 0, 0, 0.1));
        switch (what) {
            case "good" -> build(request, folder, out);
            case "killed" -> {
                tell(out, new BuildEvent.Said(Severity.INFO, "about to die"));
                signal("KILL");
            }
            case "aborted" -> {
                tell(out, new BuildEvent.Beat(BuildPhase.BUILDING, 0, 0, 5, 0.2));
                System.err.println("terminate called without an active exception");
                signal("ABRT");
            }
            case "stopped" -> signal("TERM");
            case "garbage" -> {
                for (int i = 0; i < 30; i++) {
                    out.println("{garbage " + i);
                }
                System.exit(3);
            }
            case "silent" -> System.exit(0);
            case "out of gpu memory" -> {
                tell(out, new BuildEvent.Said(Severity.ERROR, "Cuda error: out of memory"));
                System.exit(134);
            }
            case "heap full" -> {
                tell(out, BuildWorker.failed(new OutOfMemoryError("Java heap space")));
                System.exit(1);
            }
            case "refused" -> {
                tell(out, new BuildEvent.Failed(Optional.of(FailureKind.UNSUPPORTED), "What it is.", "What to do."));
                System.exit(1);
            }
            case "bug" -> {
                tell(out, BuildWorker.failed(new IllegalStateException("no such thing")));
                System.exit(1);
            }
            case "hangs" -> {
                Files.writeString(folder.plan(), "half a pl");
                out.println("pid " + ProcessHandle.current().pid());
                Thread.sleep(600_000);
            }
            default -> throw new IllegalArgumentException(what);
        }
    }

    private static void build(BuildRequest request, BuildFolder folder, PrintStream out) throws Exception {
        out.println("native code prints what it likes");
        tell(out, new BuildEvent.Beat(BuildPhase.BUILDING, 0, 0, 123, 1.5));
        Files.writeString(folder.plan(), "the plan");
        if (request.timingCache().isPresent()) {
            Files.writeString(folder.timingCache(), "times");
        }
        if (request.exportLayers()) {
            Files.writeString(folder.layers(), "{\"Layers\": []}");
        }
        tell(
                out,
                new BuildEvent.Built(new BuiltEngine(
                        Manifests.HOPPER,
                        List.of(new TensorFace("images", true, "kFLOAT", List.of(1L, 3L, 8L, 8L))),
                        7,
                        Optional.of("ef".repeat(32)),
                        false,
                        3,
                        List.of("photo.jpg: it is no image"),
                        12.5)));
    }

    private static void tell(PrintStream out, BuildEvent event) {
        out.println(EventLines.line(event));
    }

    private static void signal(String name) throws Exception {
        new ProcessBuilder(
                        "kill",
                        "-" + name,
                        Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
        Thread.sleep(60_000);
    }
}
