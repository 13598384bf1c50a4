package dev.octet.calibrator.exchange;

import dev.octet.calibrator.scheme.ActivationRange;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON that ONNX Runtime's {@code CalibrationCacheEncoder} writes. Every Python object says its class under
 * {@code CLS}: a {@code TensorsData} with the {@code data} and the {@code calibration_method}, or the data alone; in them,
 * by tensor, a {@code TensorData} with {@code lowest} and {@code highest}, each a number or a {@code numpy.array} of one.
 */
final class OnnxRuntimeJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Enough for Python to read the same float64 back. */
    private static final MathContext DIGITS = new MathContext(17);

    private final Problems problems = new Problems();

    private OnnxRuntimeJson() {}

    /** The JSON of ranges. */
    static byte[] write(OnnxRuntimeRanges ranges) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("CLS", "TensorsData");
            json.writeObjectPropertyStart("data");
            ranges.byTensor().forEach((name, range) -> {
                json.writeRaw('\n');
                json.writeObjectPropertyStart(name);
                number(json, "lowest", range.min());
                number(json, "highest", range.max());
                json.writeStringProperty("CLS", "TensorData");
                json.writeEndObject();
            });
            json.writeEndObject();
            json.writeRaw('\n');
            json.writeObjectPropertyStart("calibration_method");
            json.writeStringProperty("CLS", "CalibrationMethod");
            json.writeStringProperty(
                    "value", CalibrationMethod.QUALIFIER + ranges.method().pythonName());
            json.writeEndObject();
            json.writeBooleanProperty("smooth_quant", false);
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return bytes.toByteArray();
    }

    private static void number(JsonGenerator json, String name, float value) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("data", new BigDecimal(value).round(DIGITS));
        json.writeStringProperty("dtype", "float32");
        json.writeStringProperty("CLS", "numpy.array");
        json.writeEndObject();
    }

    /**
     * The ranges of a file's text.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} with everything that is wrong with it
     */
    static OnnxRuntimeRanges parse(String text, Path file) {
        return new OnnxRuntimeJson().ranges(text, file);
    }

    private OnnxRuntimeRanges ranges(String text, Path file) {
        CalibrationMethod method = CalibrationMethod.MIN_MAX;
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        try {
            JsonNode document = JSON.readTree(text);
            boolean whole = isOf(document, "TensorsData");
            if (whole) {
                method = method(document.path("calibration_method"));
            }
            for (Map.Entry<String, JsonNode> tensor : (whole ? document.path("data") : document).properties()) {
                tensor(tensor.getKey(), tensor.getValue(), ranges);
            }
            if (ranges.isEmpty() && !problems.any()) {
                problems.add("it has no tensor");
            }
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            problems.add("it is not whole JSON (" + e.getOriginalMessage() + where + ")");
        }
        if (problems.any()) {
            throw problems.refusal(file, RangeFormat.ONNXRUNTIME_RANGES);
        }
        return new OnnxRuntimeRanges(method, ranges);
    }

    private CalibrationMethod method(JsonNode node) {
        String value = node.path("value").asString("");
        return CalibrationMethod.ofPython(value).orElseGet(() -> {
            problems.add("its calibration_method is " + FileText.quoted(value)
                    + ", expected CalibrationMethod.MinMax, Entropy, Percentile or Distribution");
            return CalibrationMethod.MIN_MAX;
        });
    }

    private void tensor(String name, JsonNode data, Map<String, ActivationRange> ranges) {
        String tensor = "tensor " + FileText.quoted(name);
        if (!isOf(data, "TensorData")) {
            problems.add(tensor + " is no TensorData object");
            return;
        }
        JsonNode lowest = scalar(data.path("lowest"));
        JsonNode highest = scalar(data.path("highest"));
        if (!lowest.isNumber() || !highest.isNumber()) {
            boolean perChannel = lowest.isArray() || highest.isArray();
            problems.add(tensor
                    + (perChannel ? " has ranges per channel, expected one" : " has no number for lowest and highest"));
            return;
        }
        float min = (float) lowest.doubleValue();
        float max = (float) highest.doubleValue();
        float limit = SoundScale.GREATEST_VALUE;
        if (!(min >= -limit && max <= limit && min <= max)) {
            problems.add(tensor + " has the range [" + min + ", " + max + "], expected numbers in order from " + -limit
                    + " to " + limit);
            return;
        }
        ranges.put(name, new ActivationRange(min, max));
    }

    /** The value itself, or that of an array with one element. */
    private static JsonNode scalar(JsonNode value) {
        JsonNode inner = isOf(value, "numpy.array") ? value.path("data") : value;
        while (inner.isArray() && inner.size() == 1) {
            inner = inner.get(0);
        }
        return inner;
    }

    private static boolean isOf(JsonNode node, String pythonClass) {
        return node.path("CLS").asString("").equals(pythonClass);
    }
}
