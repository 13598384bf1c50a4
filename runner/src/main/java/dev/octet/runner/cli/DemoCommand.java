package dev.octet.runner.cli;

import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.repair.Repair;
import dev.octet.calibrator.search.SearchEffort;
import dev.octet.runner.demo.Demo;
import dev.octet.runner.demo.DemoDefaults;
import dev.octet.runner.demo.DemoQuantization;
import dev.octet.runner.demo.DemoResult;
import dev.octet.runner.demo.DemoSummary;
import dev.octet.runner.demo.DemoTalk;
import dev.octet.runner.demo.scene.SceneFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code octet demo}: the whole way on a detector and scenes of our own. */
@Command(
        name = "demo",
        description = "Quantize and measure a small detector that comes with Octet, on scenes drawn for it:"
                + " needs no model, no data and no GPU, and takes about a minute.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = {"-o", "--output-folder"},
            paramLabel = "DIR",
            description = "Folder to write.")
    private Path folder = DemoDefaults.FOLDER;

    @Option(
            names = "--scenes",
            paramLabel = "N",
            description = "Only draw N scenes of this seed and their annotations, and stop.")
    @Nullable
    private Integer scenes;

    @Mixin
    private SeedOption seeds;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        long seed = seeds.of(spec);
        System.setProperty("java.awt.headless", "true");
        Console console = output.console();
        if (scenes != null) {
            draw(scenes, seed, console);
        } else {
            ImageOptions.loadAhead();
            DemoResult result = new Demo(
                            folder, seed, quantization(console), new DemoEngineBuild(output, console), talk(console))
                    .run();
            new DemoTables(result).printTo(console);
            console.document(DemoSummary.SCHEMA, DemoSummary.of(result).content());
            console.suggest("octet quantize MODEL.onnx --images DIR --target onnxruntime -o MODEL.int8.onnx");
        }
        return ExitCode.OK.number();
    }

    private void draw(int count, long seed, Console console) {
        if (count < 1) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--scenes': " + count + " is not 1 or more");
        }
        SceneFolder drawn = SceneFolder.draw(folder, seed, count, console.progress("draw"));
        console.print(count + " scenes of seed " + seed + ": " + drawn.images() + ", " + drawn.annotations());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("scenes", count);
        document.put("seed", seed);
        document.put("images", drawn.images().toString());
        document.put("annotations", drawn.annotations().toString());
        console.document("octet.demo.scenes/1", document);
    }

    /** What {@code octet quantize} does when no option but the target is given. */
    private static DemoQuantization quantization(Console console) {
        return (OnnxModel model, DeploymentTarget target, ImageFolder images) -> {
            ImageQuantization.Outcome outcome = new ImageQuantization(model, target, new ImageOptions(), console)
                    .run(
                            Quantizer.forTarget(target),
                            images,
                            Repair.defaults(),
                            SearchEffort.defaults(),
                            Optional.empty());
            return new DemoQuantization.Outcome(outcome.quantized(), outcome.search(), outcome.calibration());
        };
    }

    private static DemoTalk talk(Console console) {
        return new DemoTalk() {
            @Override
            public void say(String line) {
                console.say(line);
            }

            @Override
            public ProgressListener progress(String what) {
                return console.progress(what);
            }
        };
    }
}
