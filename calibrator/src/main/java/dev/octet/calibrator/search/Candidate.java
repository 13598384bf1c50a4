package dev.octet.calibrator.search;

import dev.octet.calibrator.scheme.ActivationRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A range that tensors may get.
 *
 * @param names of the estimators that chose it
 * @param range the range
 */
record Candidate(List<String> names, ActivationRange range) {

    Candidate {
        names = List.copyOf(names);
        Objects.requireNonNull(range, "range");
    }

    /** The first estimator that chose it. */
    String name() {
        return names.get(0);
    }

    Candidate alsoBy(String name) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return new Candidate(more, range);
    }
}
