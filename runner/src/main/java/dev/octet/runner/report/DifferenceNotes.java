package dev.octet.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What keeps two reports from being compared. */
final class DifferenceNotes {

    private final String nameA;
    private final Report a;
    private final String nameB;
    private final Report b;
    private final List<String> notes = new ArrayList<>();

    private DifferenceNotes(String nameA, Report a, String nameB, Report b) {
        this.nameA = nameA;
        this.a = a;
        this.nameB = nameB;
        this.b = b;
    }

    static List<String> of(String nameA, Report a, String nameB, Report b) {
        DifferenceNotes all = new DifferenceNotes(nameA, a, nameB, b);
        all.origins();
        all.absent("accuracy", one -> one.accuracy().isPresent());
        all.absent("speed", one -> one.speed().isPresent());
        all.absent("tensor fidelity", one -> one.fidelity().isPresent());
        all.absent("map of layers", one -> !one.layers().isEmpty());
        all.absent("calibration", one -> !one.tensors().isEmpty());
        return all.notes;
    }

    private void origins() {
        if (!a.origin().reference().sha256().equals(b.origin().reference().sha256())) {
            notes.add("The float models are different files.");
        }
        boolean timed = a.speed().isPresent() && b.speed().isPresent();
        if (timed && !a.origin().cpu().equals(b.origin().cpu())) {
            notes.add("Times are of different processors: " + a.origin().cpu() + " and "
                    + b.origin().cpu() + ".");
        }
        if (timed && a.speed().get().threads() != b.speed().get().threads()) {
            notes.add("Times are with " + a.speed().get().threads() + " and "
                    + b.speed().get().threads() + " threads.");
        }
        boolean scored = a.accuracy().isPresent() && b.accuracy().isPresent();
        if (scored && a.accuracy().get().images() != b.accuracy().get().images()) {
            notes.add("Accuracy is over " + a.accuracy().get().images() + " and "
                    + b.accuracy().get().images() + " images.");
        } else if (scored && !a.origin().imagesSha256().equals(b.origin().imagesSha256())) {
            notes.add("Accuracy is over different images.");
        }
    }

    private void absent(String what, Predicate<Report> has) {
        if (!has.test(a) && !has.test(b)) {
            notes.add("Neither report has " + article(what) + ".");
        } else if (!has.test(a)) {
            notes.add(nameA + " has no " + what + ".");
        } else if (!has.test(b)) {
            notes.add(nameB + " has no " + what + ".");
        }
    }

    private static String article(String what) {
        return what.startsWith("map") || what.startsWith("calibration") ? "a " + what : what;
    }
}
