package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A manifest as a file. */
final class ManifestFile {

    private static final String FAMILY = "octet.engine/";
    private static final String AGAIN = "Build the engine again with 'octet build', which writes both.";

    private ManifestFile() {}

    static void write(Path file, EngineManifest manifest) {
        JsonMapper mapper = EngineJson.indented();
        ObjectNode document = mapper.createObjectNode();
        document.put("schema", EngineManifest.SCHEMA);
        document.setAll((ObjectNode) mapper.valueToTree(manifest));
        AtomicFile.write(file, mapper.writeValueAsBytes(document));
    }

    /** Goes on only when what lies where the manifest goes is a manifest, of whatever version, or nothing. */
    static void requireReplaceable(Path engine) {
        Path file = EngineManifest.fileOf(engine);
        if (Files.exists(file) && !schemaOf(file).startsWith(FAMILY)) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "The manifest of the engine " + engine + " would replace " + file + ", which is no manifest.",
                    "Name another output, or move that file away.");
        }
    }

    /** What a file says that it is; nothing when it cannot be read. */
    private static String schemaOf(Path file) {
        try {
            return EngineJson.mapper()
                    .readTree(Files.readAllBytes(file))
                    .path("schema")
                    .asString("");
        } catch (JacksonException | IOException e) {
            return "";
        }
    }

    static Optional<EngineManifest> read(Path file) {
        try {
            JsonNode document = EngineJson.mapper().readTree(Files.readAllBytes(file));
            String schema = document.path("schema").asString("");
            if (!schema.equals(EngineManifest.SCHEMA)) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "File " + file + " is no manifest of an engine: its schema is '" + schema + "', expected '"
                                + EngineManifest.SCHEMA + "'.",
                        AGAIN);
            }
            ((ObjectNode) document).remove("schema");
            return Optional.of(EngineJson.mapper().treeToValue(document, EngineManifest.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The manifest " + file + " is damaged: "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ".",
                    AGAIN,
                    e);
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The manifest " + file + " cannot be read: " + e.getMessage() + ".",
                    "Check its permissions.",
                    e);
        }
    }
}
