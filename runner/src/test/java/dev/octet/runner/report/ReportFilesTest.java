package dev.octet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    private static final String FIX =
            "Name the .json file that 'octet report create' or --report wrote beside its page.";

    @TempDir
    private Path folder;

    @Test
    void what_is_written_is_read_again() {
        Path page = folder.resolve("report.html");
        for (Report report : new Report[] {ReportFixture.full(), ReportFixture.bare()}) {
            ReportFiles.write(report, page);
            assertThat(page).hasBinaryContent(ReportPage.of(report));
            assertThat(ReportFiles.read(folder.resolve("report.json"))).isEqualTo(report);
        }
    }

    @Test
    void a_page_and_its_json_are_two_files() {
        assertThat(ReportFiles.jsonOf(Path.of("a/report.html"))).isEqualTo(Path.of("a/report.json"));
        assertThat(ReportFiles.jsonOf(Path.of("a.b.HTM"))).isEqualTo(Path.of("a.b.json"));
        for (String name : List.of("report.json", "report", ".html", "model.onnx")) {
            Path file = folder.resolve(name);
            refuses(
                    () -> ReportFiles.requireWritable(file),
                    FailureKind.USAGE,
                    "The page would be written to " + file + ", whose name does not end in .html.",
                    "Name a file that ends in .html.");
        }
    }

    @Test
    void the_json_of_a_page_replaces_reports_alone() throws Exception {
        Path page = folder.resolve("photos.html");
        Path json = folder.resolve("photos.json");
        for (String other : List.of("{\"images\": []}", "[1]", "no json", "")) {
            Files.writeString(json, other);
            refuses(
                    () -> ReportFiles.requireWritable(page),
                    FailureKind.USAGE,
                    "The JSON of the page " + page + " would replace " + json + ", which is no report.",
                    "Name another page, or move that file away.");
            assertThat(json).hasContent(other);
        }
        ReportFiles.write(ReportFixture.bare(), page);
        ReportFiles.requireWritable(page);
        assertThat(ReportFiles.read(json)).isEqualTo(ReportFixture.bare());
    }

    @Test
    void a_page_that_cannot_be_written_is_found_before_the_work() throws Exception {
        Path page = Files.writeString(folder.resolve("file"), "").resolve("report.html");
        refuses(
                () -> ReportFiles.requireWritable(page),
                FailureKind.OUT_OF_RESOURCES,
                "Cannot write " + page + ": its folder is a file. Whatever was there before is unchanged.",
                "Check that the folder exists, is writable and has free space, or name another output.");
    }

    @Test
    void another_document_is_no_report() throws Exception {
        Path json = file("{\"schema\": \"octet.evaluate/1\"}");
        refuses(
                () -> ReportFiles.read(json),
                FailureKind.BAD_INPUT,
                "File " + json + " is no report: its schema is 'octet.evaluate/1', expected octet.report/1.",
                FIX);
        Path list = file("[1, 2]");
        refuses(
                () -> ReportFiles.read(list),
                FailureKind.BAD_INPUT,
                "File " + list + " is no report: its schema is '', expected octet.report/1.",
                FIX);
    }

    @Test
    void a_newer_format_names_both_versions() throws Exception {
        Path json = file("{\"schema\": \"octet.report/2\"}");
        refuses(
                () -> ReportFiles.read(json),
                FailureKind.UNSUPPORTED,
                "Report " + json + " has the format octet.report/2, this version reads octet.report/1.",
                "Use the version of Octet that wrote it, or write the report again.");
    }

    @Test
    void a_cut_report_says_where_it_ends() throws Exception {
        ReportFiles.write(ReportFixture.bare(), folder.resolve("report.html"));
        String whole = Files.readString(folder.resolve("report.json"));
        Path json = file(whole.substring(0, 40));
        refuses(
                () -> ReportFiles.read(json),
                FailureKind.BAD_INPUT,
                "File " + json + " is no report: it is no JSON, or was cut short, in line 1, column 41.",
                FIX);
    }

    @Test
    void a_report_without_its_parts_says_which() throws Exception {
        ReportFiles.write(ReportFixture.full(), folder.resolve("report.html"));
        String whole = Files.readString(folder.resolve("report.json"));
        Map<String, String> damaged = Map.of(
                whole.replace("\"layers\":[", "\"lairs\":["), "layers",
                whole.replaceFirst("\"macs\":\\d+,", ""), "layers[0].macs",
                whole.replaceFirst("\"speedup\":2.1", "\"speedup\":[]"), "speed.speedup");
        for (Map.Entry<String, String> one : damaged.entrySet()) {
            Path json = file(one.getKey());
            refuses(
                    () -> ReportFiles.read(json),
                    FailureKind.BAD_INPUT,
                    "Report " + json + " is damaged: " + one.getValue() + " is missing or is not what it should be.",
                    "Write the report again.");
        }
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path json = folder.resolve("none.json");
        refuses(() -> ReportFiles.read(json), FailureKind.BAD_INPUT, "There is no report " + json + ".", FIX);
    }

    private Path file(String text) throws Exception {
        return Files.writeString(Files.createTempFile(folder, "r", ".json"), text);
    }

    private static void refuses(Runnable work, FailureKind kind, String message, String fix) {
        ToolkitException refusal = catchThrowableOfType(ToolkitException.class, work::run);
        assertThat(refusal).isNotNull();
        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.remedy()).isEqualTo(fix);
    }
}
