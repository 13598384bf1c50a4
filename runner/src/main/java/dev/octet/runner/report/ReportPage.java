package dev.octet.runner.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A report as one page of HTML that needs nothing else. */
final class ReportPage {

    private static final int WORST = 20;

    private ReportPage() {}

    /** The page, UTF-8. */
    static byte[] of(Report report) {
        return Page.render("report.jte", new ReportView(report));
    }

    /** The tensors that are furthest apart, worst first. */
    static List<Fidelity.TensorDistance> worst(Fidelity fidelity) {
        return fidelity.tensors().stream()
                .filter(one -> one.sqnr().isPresent())
                .sorted(Comparator.comparingDouble(one -> one.sqnr().orElseThrow()))
                .limit(WORST)
                .toList();
    }

    /** The classes, largest loss first. */
    static List<Accuracy.ClassChange> byChange(Optional<Accuracy> accuracy) {
        return accuracy.map(Accuracy::classes).orElse(List.of()).stream()
                .sorted(Comparator.comparingDouble(one -> one.after() - one.before()))
                .toList();
    }
}
