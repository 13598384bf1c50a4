package dev.octet.runner.deploy;

import dev.octet.calibrator.OctetVersion;
import dev.octet.calibrator.files.AtomicFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A folder that an export writes, with {@code octet-export.json} in it, which says what is there. */
public final class ExportFolder {

    /** The file by which an earlier export is known. */
    public static final String MARKER = "octet-export.json";

    private ExportFolder() {}

    /** Writes the folder whole or not at all, and lists what is in it. */
    public static List<ExportedFile> write(
            Path target, String destination, DeployedModel model, AtomicFolder.Content content) {
        AtomicFolder.write(target, MARKER, folder -> {
            content.writeTo(folder);
            JsonMapper mapper = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schema", "octet.exported/1");
            document.put("destination", destination);
            document.put("model", String.valueOf(model.file().getFileName()));
            document.put("tool", OctetVersion.CURRENT);
            document.put("preprocessing", model.letterbox().toMap());
            document.put("files", list(folder));
            Files.write(folder.resolve(MARKER), mapper.writeValueAsBytes(document));
        });
        return list(target);
    }

    /** Writes a text. */
    public static void text(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** One class name a line. */
    public static String labels(DeployedModel model) {
        return String.join("\n", model.names()) + "\n";
    }

    private static List<ExportedFile> list(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> ExportedFile.of(folder.relativize(file).toString(), file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
