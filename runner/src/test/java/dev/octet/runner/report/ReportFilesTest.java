package dev.octet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(ReportFiles.jsonOf(Path.of("report"))).isEqualTo(Path.of("report.json"));
        Path json = folder.resolve("report.json");
        refuses(
                () -> ReportFiles.requireWritable(json),
                FailureKind.USAGE,
                "The page " + json + " would be the same file as its JSON.",
                "Name a file that ends in .html.");
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
                "Cannot read " + json + " as a report: Unexpected end-of-input in property name.",
                FIX);
    }

    @Test
    void a_report_without_its_parts_says_which() throws Exception {
        Path json = file("{\"schema\": \"octet.report/1\", \"layers\": []}");
        refuses(
                () -> ReportFiles.read(json),
                FailureKind.BAD_INPUT,
                "Cannot read " + json + " as a report: its part 'origin' is missing or not what it should be.",
                FIX);
        Path wrong = file("{\"schema\": \"octet.report/1\", \"layers\": 7}");
        refuses(
                () -> ReportFiles.read(wrong),
                FailureKind.BAD_INPUT,
                "Cannot read " + wrong + " as a report: its part 'layers' is missing or not what it should be.",
                FIX);
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path json = folder.resolve("none.json");
        refuses(
                () -> ReportFiles.read(json),
                FailureKind.BAD_INPUT,
                "Cannot read the report " + json + ": " + json + ".",
                FIX);
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
