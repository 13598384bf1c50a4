package dev.octet.calibrator.table;

import dev.octet.calibrator.observe.Histogram;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses a table's JSON as a stream, key by key in the order that {@link TableWriter} writes. The values' own
 * constructors check what they hold.
 */
final class TableParser {

    private final JsonParser json;

    TableParser(byte[] bytes) {
        json = JsonMapper.shared().createParser(bytes);
    }

    CalibrationTable table() {
        try (json) {
            json.nextToken();
            expect(JsonToken.START_OBJECT);
            string("schema");
            Provenance provenance = provenance();
            key("estimators", JsonToken.START_ARRAY);
            List<String> estimators = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(JsonToken.VALUE_STRING);
                estimators.add(json.getString());
            }
            key("tensors", JsonToken.START_ARRAY);
            List<TensorCalibration> tensors = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(JsonToken.START_OBJECT);
                tensors.add(tensor());
            }
            string("checksum");
            next(JsonToken.END_OBJECT);
            return new CalibrationTable(provenance, estimators, tensors);
        }
    }

    private Provenance provenance() {
        key("provenance", JsonToken.START_OBJECT);
        String toolVersion = string("toolVersion");
        String modelName = string("modelName");
        String modelSha256 = string("modelSha256");
        ImageSet images = new ImageSet(integer("images"), string("imagesFingerprint"));
        key("preprocess", JsonToken.START_OBJECT);
        Map<String, String> preprocess = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            next(JsonToken.VALUE_STRING);
            preprocess.put(name, json.getString());
        }
        next(JsonToken.END_OBJECT);
        return new Provenance(toolVersion, modelName, modelSha256, images, preprocess);
    }

    private TensorCalibration tensor() {
        String name = string("name");
        long count = integer("count");
        long nan = integer("nan");
        long positiveInfinite = integer("positiveInfinite");
        long negativeInfinite = integer("negativeInfinite");
        long zeros = integer("zeros");
        Optional<ActivationRange> range = Optional.empty();
        next(JsonToken.PROPERTY_NAME);
        if (json.currentName().equals("range")) {
            range = Optional.of(rangeValue());
            next(JsonToken.PROPERTY_NAME);
        }
        expectName("ranges");
        next(JsonToken.START_OBJECT);
        List<EstimatedRanges> ranges = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String estimator = json.currentName();
            next(JsonToken.START_OBJECT);
            ranges.add(new EstimatedRanges(estimator, range("affine"), range("symmetric")));
            next(JsonToken.END_OBJECT);
        }
        Histogram histogram = histogram();
        next(JsonToken.END_OBJECT);
        return new TensorCalibration(
                new TensorStatistics(name, count, nan, positiveInfinite, negativeInfinite, zeros, range, histogram),
                ranges);
    }

    private Histogram histogram() {
        key("histogram", JsonToken.START_OBJECT);
        int exponent = Math.toIntExact(integer("exponent"));
        int firstBin = Math.toIntExact(integer("firstBin"));
        key("counts", JsonToken.START_ARRAY);
        long[] counts = new long[2 * Histogram.BINS_PER_SIDE];
        long used = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(JsonToken.VALUE_NUMBER_INT);
            long value = json.getLongValue();
            long next = value < 0 ? used - Math.max(value, -counts.length) : used + 1;
            if (next > counts.length) {
                throw new IllegalArgumentException("counts has more than " + counts.length + " bins");
            }
            if (value >= 0) {
                counts[(int) used] = value;
            }
            used = next;
        }
        next(JsonToken.END_OBJECT);
        return Histogram.of(exponent, firstBin, Arrays.copyOf(counts, (int) used));
    }

    private ActivationRange range(String name) {
        next(JsonToken.PROPERTY_NAME);
        expectName(name);
        return rangeValue();
    }

    private ActivationRange rangeValue() {
        next(JsonToken.START_ARRAY);
        ActivationRange range = new ActivationRange(number(), number());
        next(JsonToken.END_ARRAY);
        return range;
    }

    private float number() {
        JsonToken token = json.nextToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw new IllegalArgumentException(token + " stands where a number is expected" + where());
        }
        return Float.parseFloat(json.getString());
    }

    private long integer(String name) {
        key(name, JsonToken.VALUE_NUMBER_INT);
        return json.getLongValue();
    }

    private String string(String name) {
        key(name, JsonToken.VALUE_STRING);
        return json.getString();
    }

    private void key(String name, JsonToken value) {
        next(JsonToken.PROPERTY_NAME);
        expectName(name);
        next(value);
    }

    private void expectName(String name) {
        if (!json.currentName().equals(name)) {
            throw new IllegalArgumentException(
                    "'" + json.currentName() + "' stands where '" + name + "' is expected" + where());
        }
    }

    private void next(JsonToken token) {
        json.nextToken();
        expect(token);
    }

    private void expect(JsonToken token) {
        if (json.currentToken() != token) {
            throw new IllegalArgumentException(
                    json.currentToken() + " stands where " + token + " is expected" + where());
        }
    }

    private String where() {
        return ", line " + json.currentTokenLocation().getLineNr();
    }
}
