package dev.octet.runner.cli;

import dev.octet.calibrator.model.OnnxModel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model that a table or another file of ranges belongs to. */
final class RangeModel {

    @Option(names = "--model", paramLabel = "MODEL", description = "Float ONNX model that the ranges are of.")
    @Nullable
    private Path path;

    Optional<OnnxModel> model() {
        return Optional.ofNullable(path).map(OnnxModel::at);
    }
}
