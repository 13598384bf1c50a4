package dev.octet.runner.evaluate;

/**
 * The constants of COCO detection evaluation, as pycocotools' {@code Params('bbox')} has them, down to the bits that
 * {@code numpy.linspace} gives.
 */
final class CocoParameters {

    static final int THRESHOLDS = 10;
    static final int RECALLS = 101;
    static final int AREAS = 4;
    static final int MAX_DETECTIONS = 100;
    static final int[] FEWER_DETECTIONS = {1, 10};

    private static final double[] AREA_MIN = {0, 0, 32 * 32, 96 * 96};
    private static final double[] AREA_MAX = {1e10, 32 * 32, 96 * 96, 1e10};
    private static final double[] IOU = linspace(0.5, 0.95, THRESHOLDS);
    private static final double[] RECALL = linspace(0, 1, RECALLS);

    private CocoParameters() {}

    private static double[] linspace(double start, double stop, int count) {
        double step = (stop - start) / (count - 1);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = i * step + start;
        }
        values[count - 1] = stop;
        return values;
    }

    /** The IoU that a match must reach; never quite 1. */
    static double iou(int threshold) {
        return Math.min(IOU[threshold], 1 - 1e-10);
    }

    static double recall(int index) {
        return RECALL[index];
    }

    static boolean outside(int area, double size) {
        return size < AREA_MIN[area] || size > AREA_MAX[area];
    }
}
