package dev.octet.runner.benchmark.repeat;

import java.util.ArrayList;
import java.util.List;

/**
 * Which subject is measured when: every round measures each once, and every other round goes backwards (A B, B A, A B ...), so
 * that what changes slowly hits all alike.
 *
 * @param subjects how many there are
 * @param repeats measurements of each
 */
public record RepeatPlan(int subjects, int repeats) {

    public RepeatPlan {
        if (subjects < 1 || repeats < 1) {
            throw new IllegalArgumentException(
                    "subjects " + subjects + " and repeats " + repeats + " must be at least 1");
        }
    }

    /**
     * One measurement.
     *
     * @param subject which, from 0
     * @param repeat the how-many-eth of it, from 0
     */
    public record Turn(int subject, int repeat) {}

    /** All of them, in order. */
    public List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (int i = 0; i < subjects; i++) {
                turns.add(new Turn(repeat % 2 == 0 ? i : subjects - 1 - i, repeat));
            }
        }
        return turns;
    }
}
