package dev.octet.runner.detect;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * The output of a YOLOv7 of 640 px and 80 classes for a photo, {@code [1, 25200, 85] float32}, drawn. Its counts are those
 * of trained networks: over COCO photos, YOLOX-Nano and a YOLOv7-tiny have 11 to 16 % of their rows above an objectness of
 * 0.001, 1.4 to 1.5 classes above 0.001 in each of those, and about 1 % of rows above 0.25.
 */
final class DrawnOutput {

    static final int ROWS = 25_200;
    static final int CLASSES = 80;
    static final int SIDE = 640;

    private static final int WIDTH = GridLayout.BOX_AND_OBJECTNESS + CLASSES;
    private static final int OBJECTS = 8;
    private static final int ROWS_OF_OBJECT = 35;
    private static final double MEDIAN_OBJECTNESS = 5e-5;
    private static final double SPREAD = 2.4;

    /** Median score of the other classes: of ground, and of an object, which is told from them clearly. */
    private static final double OF_GROUND = 1e-3;

    private static final double OF_OBJECT = 1e-4;

    private final Random random;
    private final FloatBuffer values = ByteBuffer.allocateDirect(ROWS * WIDTH * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();

    private DrawnOutput(long seed) {
        this.random = new Random(seed);
    }

    /** The output for one photo; the same seed gives the same one. */
    static FloatBuffer of(long seed) {
        DrawnOutput output = new DrawnOutput(seed);
        for (int row = 0; row < ROWS; row++) {
            output.background(row);
        }
        for (int object = 0; object < OBJECTS; object++) {
            output.object();
        }
        return output.values;
    }

    /**
     * Writes the outputs of photos 0, 1, .. for other programs to decode, one behind the other in little-endian order, and
     * prints how many detections there are in them at 0.25 and at 0.001.
     *
     * @param arguments the file, the number of photos
     */
    public static void main(String[] arguments) throws IOException {
        int photos = Integer.parseInt(arguments[1]);
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
            for (int photo = 0; photo < photos; photo++) {
                FloatBuffer output = of(photo);
                ByteBuffer bytes =
                        ByteBuffer.allocate(output.capacity() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(output.duplicate());
                stream.write(bytes.array());
            }
        }
        DecodeNmsBenchmark benchmark = new DecodeNmsBenchmark();
        for (double confidence : List.of(0.25, 0.001)) {
            benchmark.confidence = confidence;
            int found = 0;
            for (int photo = 0; photo < photos; photo++) {
                found += benchmark.detections(of(photo)).size();
            }
            System.out.println(confidence + " " + found);
        }
    }

    private void background(int row) {
        double size = 10 * Math.exp(3 * random.nextDouble());
        box(row, SIDE * random.nextDouble(), SIDE * random.nextDouble(), size, size * (0.5 + random.nextDouble()));
        score(
                row,
                Math.min(0.2, MEDIAN_OBJECTNESS * Math.exp(SPREAD * random.nextGaussian())),
                random.nextInt(CLASSES),
                OF_GROUND);
    }

    private void object() {
        double x = SIDE * random.nextDouble();
        double y = SIDE * random.nextDouble();
        double width = 20 + 300 * random.nextDouble();
        double height = 20 + 300 * random.nextDouble();
        int best = random.nextInt(CLASSES);
        int first = random.nextInt(ROWS - ROWS_OF_OBJECT);
        for (int row = first; row < first + ROWS_OF_OBJECT; row++) {
            box(row, around(x, width), around(y, height), around(width, width), around(height, height));
            score(row, 0.3 + 0.65 * random.nextDouble(), best, OF_OBJECT);
        }
    }

    private double around(double value, double size) {
        return value + 0.06 * size * random.nextGaussian();
    }

    private void box(int row, double x, double y, double width, double height) {
        int at = row * WIDTH;
        values.put(at, (float) x)
                .put(at + 1, (float) y)
                .put(at + 2, (float) width)
                .put(at + 3, (float) height);
    }

    private void score(int row, double objectness, int best, double others) {
        int at = row * WIDTH + GridLayout.BOX_AND_OBJECTNESS;
        values.put(at - 1, (float) objectness);
        for (int c = 0; c < CLASSES; c++) {
            double rest = Math.min(0.3, others * Math.exp(1.5 * random.nextGaussian()));
            values.put(at + c, (float) (c == best ? 0.5 + 0.5 * random.nextDouble() : rest));
        }
    }
}
