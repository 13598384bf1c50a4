package dev.octet.runner.engine;

import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events as lines of JSON, and back. */
final class EventLines {

    private static final String NAME = "event";
    private static final Map<String, Class<? extends BuildEvent>> TYPES = Map.of(
            "beat", BuildEvent.Beat.class,
            "said", BuildEvent.Said.class,
            "failed", BuildEvent.Failed.class,
            "built", BuildEvent.Built.class);

    private EventLines() {}

    static String line(BuildEvent event) {
        String name = TYPES.entrySet().stream()
                .filter(type -> type.getValue().isInstance(event))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        JsonMapper mapper = EngineJson.mapper();
        ObjectNode line = mapper.createObjectNode();
        line.put(NAME, name);
        line.setAll((ObjectNode) mapper.valueToTree(event));
        return mapper.writeValueAsString(line);
    }

    /** The event of a line; nothing for what native code prints on the same stream. */
    static Optional<BuildEvent> event(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode node = EngineJson.mapper().readTree(line);
            Class<? extends BuildEvent> type = TYPES.get(node.path(NAME).asString(""));
            if (type == null) {
                return Optional.empty();
            }
            ((ObjectNode) node).remove(NAME);
            return Optional.of(EngineJson.mapper().treeToValue(node, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
