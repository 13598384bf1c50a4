package dev.octet.runner.evaluate;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** What reading COCO files has in common: a bounded streaming parser and errors that say which file is wrong and how. */
final class CocoJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(1 << 24)
                    .maxNumberLength(100)
                    .build())
            .build();

    private CocoJson() {}

    /** Reads one file. */
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonParser parser);
    }

    static <T> T parse(Path file, Reading<T> reading) {
        if (!Files.isRegularFile(file)) {
            throw bad(file.toString(), "there is no such file");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), file)) {
            return reading.read(parser);
        } catch (JacksonException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "COCO file " + file + " cannot be used: it is not whole JSON (" + e.getOriginalMessage() + ", line "
                            + e.getLocation().getLineNr() + ").",
                    "Check that it is the right file and was copied completely.",
                    e);
        }
    }

    static double number(JsonParser parser, String file, String what) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw bad(file, what + " should be a number and is " + parser.getString());
        }
        return parser.getDoubleValue();
    }

    static long integer(JsonParser parser, String file, String what) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw bad(file, what + " should be a whole number and is " + parser.getString());
        }
        return parser.getLongValue();
    }

    /** Reads four numbers into {@code box}. */
    static void box(JsonParser parser, String file, String what, double[] box) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw bad(file, what + " should be a list of four numbers");
        }
        for (int i = 0; i < 4; i++) {
            parser.nextToken();
            box[i] = number(parser, file, what);
        }
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            throw bad(file, what + " should have four numbers");
        }
    }

    static ToolkitException bad(String file, String what) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "COCO file " + file + " cannot be used: " + what + ".",
                "Give a COCO instances file as annotations and a COCO results file as detections.");
    }
}
