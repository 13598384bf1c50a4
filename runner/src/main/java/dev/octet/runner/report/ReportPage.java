package dev.octet.runner.report;

import java.util.List;
import java.util.Optional;

/** A report as one page of HTML that needs nothing else. */
final class ReportPage {

    /** What mail programs and browsers take without complaint. */
    private static final int MOST_BYTES = 3_000_000;

    /** With fewer, a histogram has no shape. */
    private static final int LEAST_BINS = 24;

    private ReportPage() {}

    /**
     * The page, UTF-8. Of a network so large that the page would be above 3 MB, it has fewer pictures, then wider bins: never
     * fewer tensors or layers.
     */
    static byte[] of(Report report) {
        byte[] page = render(report);
        Optional<Report> less = less(report);
        while (page.length >= MOST_BYTES && less.isPresent()) {
            page = render(less.get());
            less = less(less.get());
        }
        return page;
    }

    private static byte[] render(Report report) {
        return Page.render("report.jte", new ReportView(report));
    }

    /** A little less to show; empty when there is nothing to leave out. */
    private static Optional<Report> less(Report report) {
        int pictures = report.pictures().size();
        if (pictures > 1) {
            return Optional.of(with(report, report.tensors(), report.pictures().subList(0, pictures - 1)));
        }
        if (report.tensors().stream().noneMatch(one -> one.counts().size() > LEAST_BINS)) {
            return Optional.empty();
        }
        return Optional.of(with(
                report,
                report.tensors().stream()
                        .map(one -> one.counts().size() > LEAST_BINS ? one.coarser() : one)
                        .toList(),
                report.pictures()));
    }

    private static Report with(Report report, List<TensorEntry> tensors, List<PictureEntry> pictures) {
        return new Report(
                report.origin(),
                report.speed(),
                report.accuracy(),
                report.fidelity(),
                report.layers(),
                tensors,
                pictures,
                report.training());
    }
}
