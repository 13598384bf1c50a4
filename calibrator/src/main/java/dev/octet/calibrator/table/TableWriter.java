package dev.octet.calibrator.table;

import dev.octet.calibrator.files.Sha256;
import dev.octet.calibrator.observe.Histogram;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes a table as deterministic JSON: keys in a fixed order, floats shortest, one tensor a line. */
final class TableWriter {

    private TableWriter() {}

    static byte[] write(CalibrationTable table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("schema", TableFormat.SCHEMA);
            json.writeRaw('\n');
            provenance(json, table.provenance());
            json.writeRaw('\n');
            json.writeArrayPropertyStart("estimators");
            table.estimators().forEach(json::writeString);
            json.writeEndArray();
            json.writeRaw('\n');
            json.writeArrayPropertyStart("tensors");
            for (TensorCalibration tensor : table.tensors()) {
                json.writeRaw('\n');
                tensor(json, tensor);
            }
            json.writeEndArray();
            json.flush();
            String checksum = Sha256.of(bytes.toByteArray());
            json.writeRaw('\n');
            json.writeStringProperty("checksum", checksum);
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return bytes.toByteArray();
    }

    private static void provenance(JsonGenerator json, Provenance provenance) {
        json.writeObjectPropertyStart("provenance");
        json.writeStringProperty("toolVersion", provenance.toolVersion());
        json.writeStringProperty("modelName", provenance.modelName());
        json.writeStringProperty("modelSha256", provenance.modelSha256());
        json.writeNumberProperty("images", provenance.images().images());
        json.writeStringProperty("imagesFingerprint", provenance.images().fingerprint());
        json.writeObjectPropertyStart("preprocess");
        for (Map.Entry<String, String> setting : provenance.preprocess().entrySet()) {
            json.writeStringProperty(setting.getKey(), setting.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void tensor(JsonGenerator json, TensorCalibration tensor) {
        TensorStatistics statistics = tensor.statistics();
        json.writeStartObject();
        json.writeStringProperty("name", statistics.tensor());
        json.writeNumberProperty("count", statistics.count());
        json.writeNumberProperty("nan", statistics.nan());
        json.writeNumberProperty("positiveInfinite", statistics.positiveInfinite());
        json.writeNumberProperty("negativeInfinite", statistics.negativeInfinite());
        json.writeNumberProperty("zeros", statistics.zeros());
        if (statistics.range().isPresent()) {
            range(json, "range", statistics.range().get());
        }
        json.writeObjectPropertyStart("ranges");
        for (EstimatedRanges estimated : tensor.ranges()) {
            json.writeObjectPropertyStart(estimated.estimator());
            range(json, "affine", estimated.affine());
            range(json, "symmetric", estimated.symmetric());
            json.writeEndObject();
        }
        json.writeEndObject();
        histogram(json, statistics.histogram());
        json.writeEndObject();
    }

    private static void range(JsonGenerator json, String name, ActivationRange range) {
        json.writeArrayPropertyStart(name);
        json.writeNumber(ShortestFloat.of(range.min()));
        json.writeNumber(ShortestFloat.of(range.max()));
        json.writeEndArray();
    }

    private static void histogram(JsonGenerator json, Histogram histogram) {
        json.writeObjectPropertyStart("histogram");
        json.writeNumberProperty("exponent", histogram.exponent());
        json.writeNumberProperty("firstBin", histogram.firstBin());
        json.writeArrayPropertyStart("counts");
        int empty = 0;
        for (long count : histogram.counts()) {
            if (count == 0) {
                empty++;
                continue;
            }
            if (empty > 0) {
                json.writeNumber(-empty);
                empty = 0;
            }
            json.writeNumber(count);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
