package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.demo.DemoModel;
import dev.octet.runner.engine.EnginePrecision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class DemoEngineBuildTest {

    @TempDir
    private Path folder;

    @Test
    void what_is_built_is_what_build_plans_without_options() {
        Path model = folder.resolve("model.onnx");
        DemoModel.load().writeTo(model);
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        OutputOptions output = new OutputOptions();
        Console console = new Console(nowhere, nowhere, false, false, Ansi.OFF);
        EnginePlan plan = new DemoEngineBuild(output, console).plan(model, folder.resolve("model.engine"));
        assertThat(plan.precision().precision()).isEqualTo(EnginePrecision.FP16);
        assertThat(plan.calibrator()).isEmpty();
        assertThat(plan.batch()).isEqualTo(1);
    }
}
