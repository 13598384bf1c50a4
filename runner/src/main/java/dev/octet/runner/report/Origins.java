package dev.octet.runner.report;

import dev.octet.bindings.onnxruntime.OnnxRuntime;
import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.OctetVersion;
import dev.octet.calibrator.model.OnnxModel;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Where a report comes from, as it is written now on this machine.
 *
 * @param command what was asked for, as one line
 * @param images folder of the images; empty without
 * @param imageCount how many were used
 * @param imagesSha256 of the folder, see {@link dev.octet.calibrator.images.ImageFolder#identity}; empty without
 * @param preprocess how they became tensors, one line; empty without
 */
public record Origins(String command, String images, long imageCount, String imagesSha256, String preprocess) {

    private static final String UNKNOWN = "";

    /**
     * The origin of a report on these models.
     *
     * @param reference the float model
     * @param quantized the INT8 model, as it is in its file
     * @param quantizedFile where it is
     */
    public Origin of(OnnxModel reference, OnnxModel quantized, Path quantizedFile) {
        return new Origin(
                OctetVersion.CURRENT,
                ZonedDateTime.now(ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                command,
                new Origin.ModelFile(reference.name(), reference.sha256(), reference.sizeBytes()),
                new Origin.ModelFile(quantizedFile.getFileName().toString(), quantized.sha256(), quantized.sizeBytes()),
                quantized.metadata("octet.target").orElse(UNKNOWN),
                quantized.metadata("octet.range").orElse(UNKNOWN),
                quantized.metadata("octet.weights.levels").orElse(UNKNOWN),
                images,
                imageCount,
                imagesSha256,
                preprocess,
                processor(Machine.current()),
                OnnxRuntime.library().version());
    }

    /** What figures of speed depend on. */
    static String processor(Machine machine) {
        return machine.cpuModel() + (machine.hasVnni() ? "" : " without VNNI, where INT8 gains less");
    }
}
