package dev.octet.runner.evaluate;

/** A stable merge sort of indices by falling score, as numpy's {@code argsort(-scores, kind='mergesort')} orders them. */
final class ScoreOrder {

    private static final int INSERTION = 16;

    private ScoreOrder() {}

    /**
     * Sorts {@code indices[from, to)}.
     *
     * @param scores by index
     * @param scratch at least as long as {@code indices}
     */
    static void sort(int[] indices, int from, int to, double[] scores, int[] scratch) {
        if (to - from <= INSERTION) {
            insert(indices, from, to, scores);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(indices, from, middle, scores, scratch);
        sort(indices, middle, to, scores, scratch);
        if (scores[indices[middle - 1]] >= scores[indices[middle]]) {
            return;
        }
        System.arraycopy(indices, from, scratch, from, middle - from);
        int left = from;
        int right = middle;
        int target = from;
        while (left < middle && right < to) {
            boolean takeRight = scores[indices[right]] > scores[scratch[left]];
            indices[target++] = takeRight ? indices[right++] : scratch[left++];
        }
        System.arraycopy(scratch, left, indices, target, middle - left);
    }

    private static void insert(int[] indices, int from, int to, double[] scores) {
        for (int i = from + 1; i < to; i++) {
            int moving = indices[i];
            double score = scores[moving];
            int j = i - 1;
            while (j >= from && scores[indices[j]] < score) {
                indices[j + 1] = indices[j];
                j--;
            }
            indices[j + 1] = moving;
        }
    }
}
