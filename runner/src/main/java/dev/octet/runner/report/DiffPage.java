package dev.octet.runner.report;

/** Two reports side by side as one page of HTML that needs nothing else. */
public final class DiffPage {

    private DiffPage() {}

    /** The page, UTF-8. */
    public static byte[] of(ReportDifference difference) {
        return Page.render("diff.jte", difference);
    }
}
