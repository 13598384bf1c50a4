package dev.octet.calibrator.scheme;

/** The level closest to a value, by a table: between integers levels change at multiples of one half only. */
final class NearestLevel {

    private final int[] table;
    private final int lowest;

    /** For these integers, rising. */
    NearestLevel(int[] levels) {
        lowest = 2 * levels[0];
        table = new int[2 * (levels[levels.length - 1] - levels[0]) + 1];
        int at = 0;
        for (int cell = 0; cell < table.length; cell++) {
            double middle = (lowest + cell + 0.5) / 2;
            while (at + 1 < levels.length && levels[at + 1] - middle < middle - levels[at]) {
                at++;
            }
            table[cell] = levels[at];
        }
    }

    int to(double value) {
        int cell = (int) Math.floor(2 * value) - lowest;
        return table[Math.max(0, Math.min(table.length - 1, cell))];
    }
}
