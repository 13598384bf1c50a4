package dev.octet.runner.report;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A report on disk: the page that people read, and beside it the same as JSON. */
public final class ReportFiles {

    /** The name of the JSON's format. */
    public static final String SCHEMA = "octet.report/1";

    private static final String FAMILY = "octet.report/";
    private static final String FIX =
            "Name the .json file that 'octet report create' or --report wrote beside its page.";

    private ReportFiles() {}

    /** The JSON that belongs to a page: {@code report.json} beside {@code report.html}. */
    public static Path jsonOf(Path html) {
        String name = html.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return html.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".json");
    }

    /**
     * Checks that both files can be written, before the work.
     *
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when one cannot be, {@code USAGE} when both would be one file
     */
    public static void requireWritable(Path html) {
        if (jsonOf(html).equals(html)) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "The page " + html + " would be the same file as its JSON.",
                    "Name a file that ends in .html.");
        }
        AtomicFile.requireWritable(html);
        AtomicFile.requireWritable(jsonOf(html));
    }

    /** Writes both, each whole or not at all. */
    public static void write(Report report, Path html) {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode document = mapper.createObjectNode();
        document.put("schema", SCHEMA);
        document.setAll((ObjectNode) mapper.valueToTree(report));
        AtomicFile.write(jsonOf(html), mapper.writeValueAsBytes(document));
        AtomicFile.write(html, ReportPage.of(report));
    }

    /**
     * Reads the JSON of a report.
     *
     * @throws ToolkitException {@code BAD_INPUT} when it is none, or is of a format that this version does not know
     */
    public static Report read(Path json) {
        try {
            JsonMapper mapper = JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();
            JsonNode document = mapper.readTree(Files.readAllBytes(json));
            String schema = document.path("schema").asString("");
            if (!schema.equals(SCHEMA)) {
                throw foreign(json, schema);
            }
            ((ObjectNode) document).remove("schema");
            return mapper.treeToValue(document, Report.class);
        } catch (DatabindException e) {
            String part = e.getPath().stream()
                    .map(one -> String.valueOf(one.getPropertyName()))
                    .collect(Collectors.joining("."));
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Cannot read " + json + " as a report: its part '" + part
                            + "' is missing or not what it should be.",
                    FIX,
                    e);
        } catch (JacksonException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Cannot read " + json + " as a report: " + e.getOriginalMessage() + ".",
                    FIX,
                    e);
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT, "Cannot read the report " + json + ": " + e.getMessage() + ".", FIX, e);
        }
    }

    private static ToolkitException foreign(Path json, String schema) {
        return schema.startsWith(FAMILY)
                ? new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        "Report " + json + " has the format " + schema + ", this version reads " + SCHEMA + ".",
                        "Use the version of Octet that wrote it, or write the report again.")
                : new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "File " + json + " is no report: its schema is '" + schema + "', expected " + SCHEMA + ".",
                        FIX);
    }
}
