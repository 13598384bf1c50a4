package dev.octet.runner.report;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A report on disk: the page that people read, and beside it the same as JSON. */
public final class ReportFiles {

    /** The name of the JSON's format. */
    public static final String SCHEMA = "octet.report/1";

    private static final String TRAINING = "training";
    private static final String FAMILY = "octet.report/";
    private static final Pattern PAGE = Pattern.compile("(?i)(?<=.)\\.html?$");
    private static final String FIX =
            "Name the .json file that 'octet report create' or --report wrote beside its page.";

    private ReportFiles() {}

    /** The JSON that belongs to a page: {@code report.json} beside {@code report.html}. */
    public static Path jsonOf(Path html) {
        return html.resolveSibling(PAGE.matcher(nameOf(html)).replaceFirst("") + ".json");
    }

    /**
     * Checks, before the work, that the page and its JSON can be written and that no other file is lost by it.
     *
     * @throws ToolkitException {@code USAGE} when the page is not named as one, or a file that is no report has the name of
     *     its JSON; {@code OUT_OF_RESOURCES} when one of both cannot be written
     */
    public static void requireWritable(Path html) {
        requirePageWritable(html);
        Path json = jsonOf(html);
        if (Files.exists(json) && !isReport(json)) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "The JSON of the page " + html + " would replace " + json + ", which is no report.",
                    "Name another page, or move that file away.");
        }
        AtomicFile.requireWritable(json);
    }

    /**
     * The same for a page that has no JSON.
     *
     * @throws ToolkitException {@code USAGE} when it is not named as a page, {@code OUT_OF_RESOURCES} when it cannot be
     *     written
     */
    public static void requirePageWritable(Path html) {
        if (!PAGE.matcher(nameOf(html)).find()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "The page would be written to " + html + ", whose name does not end in .html.",
                    "Name a file that ends in .html.");
        }
        AtomicFile.requireWritable(html);
    }

    private static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }

    /** A report of this version or another; a file that cannot be read is none. */
    private static boolean isReport(Path json) {
        try {
            return schemaOf(JsonMapper.builder().build().readTree(Files.readAllBytes(json)))
                    .startsWith(FAMILY);
        } catch (JacksonException | IOException e) {
            return false;
        }
    }

    private static String schemaOf(JsonNode document) {
        return document.path("schema").asString("");
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
            // A part that is not there is no figure of 0.
            JsonMapper mapper = JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();
            JsonNode document = mapper.readTree(Files.readAllBytes(json));
            String schema = schemaOf(document);
            if (!schema.equals(SCHEMA)) {
                throw foreign(json, schema);
            }
            ((ObjectNode) document).remove("schema");
            if (!document.has(TRAINING)) {
                // Reports of versions that did not train.
                ((ObjectNode) document).putNull(TRAINING);
            }
            return mapper.treeToValue(document, Report.class);
        } catch (StreamReadException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "File " + json + " is no report: it is no JSON, or was cut short" + place(e.getLocation()) + ".",
                    FIX,
                    e);
        } catch (JacksonException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Report " + json + " is damaged: " + part(e) + " is missing or is not what it should be.",
                    "Write the report again.",
                    e);
        } catch (NoSuchFileException e) {
            throw new ToolkitException(FailureKind.BAD_INPUT, "There is no report " + json + ".", FIX, e);
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT, "The report " + json + " cannot be read: " + e.getMessage() + ".", FIX, e);
        }
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : ", in line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Where in the document a value does not fit, such as {@code layers[3].macs}. */
    private static String part(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.isEmpty() ? "a part" : path.toString();
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
