package dev.octet.runner.evaluate;

/**
 * One category's detections matched with its objects, over all images: what every metric is counted from. By area range
 * and position of the detection in {@link CategoryData#detections}, one bit for each IoU threshold.
 */
final class CategoryMatches {

    /** The area range that holds every size. */
    static final int ANY_SIZE = 0;

    final CategoryData data;
    final short[][] matched;
    final short[][] excused;

    /** By area range, how many objects are to be found. */
    final int[] present;

    private CategoryMatches(CategoryData data) {
        int count = data.detections.length;
        this.data = data;
        this.matched = new short[CocoParameters.AREAS][count];
        this.excused = new short[CocoParameters.AREAS][count];
        this.present = new int[CocoParameters.AREAS];
    }

    static CategoryMatches of(CategoryData data, CocoDetections all) {
        CategoryMatches matches = new CategoryMatches(data);
        ImageMatcher matcher = new ImageMatcher();
        for (int image = 0; image < data.truthStart.length - 1; image++) {
            matcher.match(data, image, all.boxes(), matches.matched, matches.excused, matches.present);
        }
        return matches;
    }

    /** True when the detection at this position is neither right nor wrong, because it lies in a crowd. */
    boolean isExcused(int position, int threshold) {
        return (excused[ANY_SIZE][position] >> threshold & 1) != 0;
    }

    /** True when the detection at this position took an object. */
    boolean isMatched(int position, int threshold) {
        return (matched[ANY_SIZE][position] >> threshold & 1) != 0;
    }

    /** The positions of all detections by falling score, equal scores as they were given. */
    int[] byScore(double[] scores) {
        int count = data.detections.length;
        int[] order = new int[count];
        double[] byPosition = new double[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
            byPosition[i] = scores[data.detections[i]];
        }
        ScoreOrder.sort(order, 0, count, byPosition, new int[count]);
        return order;
    }
}
