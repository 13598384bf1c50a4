package dev.octet.calibrator.text;

import java.util.Arrays;
import java.util.Collection;

/** What somebody may have meant who wrote a name that does not exist. */
public final class ClosestName {

    private ClosestName() {}

    /** {@code " (did you mean X?)"}; nothing when there are no names. */
    public static String suggestion(String name, Collection<String> known) {
        return known.isEmpty() ? "" : " (did you mean " + to(name, known) + "?)";
    }

    /** The name that takes the fewest changes of single characters (Levenshtein distance); the first of several. */
    public static String to(String name, Collection<String> known) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
