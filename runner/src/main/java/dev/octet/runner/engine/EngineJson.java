package dev.octet.runner.engine;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How records of this package are JSON: their components and nothing else. */
final class EngineJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultVisibility(visibility -> visibility
                    .withFieldVisibility(Visibility.ANY)
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE))
            // A part that is not there is no figure of 0.
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private static final JsonMapper INDENTED =
            MAPPER.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private EngineJson() {}

    static JsonMapper mapper() {
        return MAPPER;
    }

    static JsonMapper indented() {
        return INDENTED;
    }

    /** In one line. */
    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
