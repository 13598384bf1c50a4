package dev.octet.runner.report;

/** A report as one page of HTML that needs nothing else. */
final class ReportPage {

    private ReportPage() {}

    /** The page, UTF-8. */
    static byte[] of(Report report) {
        return Page.render("report.jte", new ReportView(report));
    }
}
