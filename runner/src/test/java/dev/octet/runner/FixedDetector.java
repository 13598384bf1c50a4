package dev.octet.runner;

import dev.octet.calibrator.model.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Detectors of 32 px that find the same boxes in every image, with scores that are its mean brightness, from 0 to 1, times
 * what is said here.
 */
public final class FixedDetector {

    /** Rows of a grid of three anchors at strides 8, 16 and 32. */
    private static final int ROWS = 3 * (16 + 4 + 1);

    private static final int SIZE = 32;

    private final int classes;
    private final List<float[]> rows = new ArrayList<>();

    private FixedDetector(int classes) {
        this.classes = classes;
    }

    /** A detector of so many classes that finds nothing yet. */
    public static FixedDetector of(int classes) {
        return new FixedDetector(classes);
    }

    /** Also finds this, px of its input. */
    public FixedDetector finding(int classIndex, double score, double x0, double y0, double x1, double y1) {
        float[] row = new float[5 + classes];
        row[0] = (float) ((x0 + x1) / 2);
        row[1] = (float) ((y0 + y1) / 2);
        row[2] = (float) (x1 - x0);
        row[3] = (float) (y1 - y0);
        row[4] = (float) score;
        row[5 + classIndex] = 1;
        rows.add(row);
        return this;
    }

    /** A grid for one image at a time. */
    public NetworkBuilder grid() {
        return grid(1);
    }

    /** A grid for so many images, -1 for any number. */
    public NetworkBuilder grid(long batch) {
        NetworkBuilder network = NetworkBuilder.random();
        String images = network.input("images", TensorType.FLOAT, batch, 3, SIZE, SIZE);
        return network.output(rows(network, images), batch, ROWS, 5 + classes);
    }

    /** The same for any number of images {@code [B, 32, 32, 3]} of bytes. */
    public NetworkBuilder gridOfBytes() {
        NetworkBuilder network = NetworkBuilder.random();
        String images = network.input("images", TensorType.UINT8, -1, SIZE, SIZE, 3);
        String floats = network.node("Cast", List.of(images), "floats", NetworkBuilder.integer("to", 1));
        String most = network.constant("most", new float[] {255});
        String scaled = network.node("Div", List.of(floats, most), "scaled");
        return network.output(rows(network, scaled), -1, ROWS, 5 + classes);
    }

    /** A grid of a model that says it takes any number of images and gives the rows of the first alone. */
    public NetworkBuilder gridOfFirstImage() {
        NetworkBuilder network = NetworkBuilder.random();
        String images = network.input("images", TensorType.FLOAT, -1, 3, SIZE, SIZE);
        return network.output(network.slice(rows(network, images), 0, 0, 1), -1, ROWS, 5 + classes);
    }

    private String rows(NetworkBuilder network, String images) {
        float[] base = new float[ROWS * (5 + classes)];
        float[] gain = new float[ROWS * (5 + classes)];
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < 5 + classes; i++) {
                (i == 4 ? gain : base)[row * (5 + classes) + i] = rows.get(row)[i];
            }
        }
        String flat = network.reshape(images, 0, 1, -1);
        String mean = network.node("ReduceMean", List.of(flat), "mean", NetworkBuilder.ints("axes", 2));
        String gains = network.constant("gains", gain, 1, ROWS, 5 + classes);
        String bases = network.constant("bases", base, 1, ROWS, 5 + classes);
        return network.node("Add", List.of(network.node("Mul", List.of(mean, gains), "scores"), bases), "grid");
    }
}
