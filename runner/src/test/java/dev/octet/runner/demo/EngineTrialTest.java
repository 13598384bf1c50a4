package dev.octet.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.backend.EngineSignature;
import dev.octet.runner.backend.LoadedEngine;
import dev.octet.runner.demo.scene.SceneFolder;
import dev.octet.runner.engine.ShapeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTrialTest {

    private static final int SCENES = 3;

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private final OnnxModel model = DemoModel.load();
    private final Detector detector = Detector.of(model);
    private AnnotatedScenes scenes;
    private FoundInScenes reference;

    @BeforeEach
    void findWithTheFloatModel() {
        scenes = AnnotatedScenes.of(SceneFolder.draw(folder.resolve("scenes"), 5, SCENES, ProgressListener.none()));
        reference = scenes.run(model, detector, ProgressListener.none());
    }

    @Test
    void an_engine_that_computes_what_the_model_does_loses_nothing_and_is_timed() throws IOException {
        Path plan = Files.writeString(folder.resolve("shapes.engine"), "twelve bytes");
        DemoResult.Engine engine =
                trial((from, to) -> inMemory()).run(folder, plan).engine().orElseThrow();
        assertThat(engine.drop().drop()).isZero();
        assertThat(engine.model().accuracy().map()).isPositive();
        assertThat(engine.model().bytes()).isEqualTo(12);
        assertThat(engine.place()).isEqualTo("in memory");
        assertThat(engine.latency().sampleNanos()).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void a_machine_without_engines_is_told_why_and_what_to_do() {
        DemoResult.OnGpu onGpu = trial(failing(FailureKind.UNSUPPORTED)).run(folder, folder.resolve("shapes.engine"));
        assertThat(onGpu.engine()).isEmpty();
        assertThat(onGpu.why()).isEqualTo("There is no driver.");
        assertThat(onGpu.remedy()).isEqualTo("Install it.");
        assertThat(said).contains("No engine: There is no driver.");
    }

    @Test
    void a_user_who_wants_to_stop_is_not_taken_for_a_machine_without_engines() {
        EngineTrial trial = trial(failing(FailureKind.INTERRUPTED));
        assertThatThrownBy(() -> trial.run(folder, folder)).isInstanceOf(ToolkitException.class);
    }

    private EngineTrial trial(DemoEngine maker) {
        return new EngineTrial(maker, detector, scenes, reference, new DemoTalk() {
            @Override
            public void say(String line) {
                said.add(line);
            }

            @Override
            public ProgressListener progress(String what) {
                return ProgressListener.none();
            }
        });
    }

    private static DemoEngine failing(FailureKind kind) {
        return (from, to) -> {
            throw new ToolkitException(kind, "There is no driver.", "Install it.");
        };
    }

    @SuppressWarnings("MustBeClosedChecker") // the engine owns the session
    private LoadedEngine inMemory() {
        Session session = ModelSession.open(model, SessionOptions.defaults());
        List<Long> shape = session.inputs().get(0).shape();
        String input = session.inputs().get(0).name();
        return LoadedEngine.of(
                session,
                new EngineSignature(
                        "shapes.engine",
                        session.inputs(),
                        session.outputs(),
                        Map.of(input, new ShapeRange(input, shape, shape, shape))));
    }
}
