package dev.octet.runner.cli;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.engine.layers.EngineComparison;
import dev.octet.runner.engine.layers.EngineDiagnosis;
import dev.octet.runner.engine.layers.EngineLayers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code octet layers}: why an INT8 engine is not faster. */
@Command(
        name = "layers",
        description = "Explain where an INT8 engine runs in float, from TensorRT's layer information.",
        mixinStandardHelpOptions = true)
final class LayersCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            description = "JSON that 'trtexec --profilingVerbosity=detailed --exportLayerInfo=FILE' writes.")
    private Path file;

    @Option(names = "--onnx", paramLabel = "MODEL", description = "The ONNX model that an engine was built from.")
    @Nullable
    private Path onnx;

    @Option(
            names = "--against-layers",
            paramLabel = "FILE",
            description = "Layer information of another engine of the network: lists what is in INT8 only there.")
    @Nullable
    private Path against;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        EngineDiagnosis here = diagnosis(EngineLayers.at(file));
        EngineComparison comparison =
                against == null ? null : EngineComparison.of(here, diagnosis(EngineLayers.at(against)));
        Console console = output.console();
        LayersReport report = new LayersReport(here, comparison);
        report.printTo(console);
        console.document("octet.engine-layers/1", report.json());
        return ExitCode.OK.number();
    }

    private EngineDiagnosis diagnosis(EngineLayers layers) {
        return onnx == null ? EngineDiagnosis.of(layers) : EngineDiagnosis.of(layers, OnnxModel.at(onnx));
    }
}
