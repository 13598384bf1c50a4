package dev.octet.runner;

import dev.octet.calibrator.model.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Detectors of a few layers in the forms that detectors are exported in. */
public final class TinyNetworks {

    private static final int ANCHORS = 3;
    private static final int CHANNELS = 8;

    private TinyNetworks() {}

    /** A layer at each of these strides, each made from the one before: names of their tensors. */
    private static List<String> levels(NetworkBuilder network, String images, int... strides) {
        List<String> levels = new ArrayList<>();
        String at = network.leaky(images, 3, CHANNELS, 3, 2);
        int reached = 2;
        for (int stride : strides) {
            while (reached < stride) {
                at = network.leaky(at, CHANNELS, CHANNELS, 3, 2);
                reached *= 2;
            }
            levels.add(at);
        }
        return levels;
    }

    /** Raw heads {@code [1, 3, H, W, 5 + classes]} named {@code head8} and so on. */
    public static NetworkBuilder raw(int size, int classes, int... strides) {
        NetworkBuilder network = NetworkBuilder.random();
        rawHeads(network, network.images(size, size), size, classes, strides)
                .forEach(head -> network.output(head, -1, -1, -1, -1, -1));
        return network;
    }

    private static List<String> rawHeads(NetworkBuilder network, String images, int size, int classes, int... strides) {
        List<String> levels = levels(network, images, strides);
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < strides.length; i++) {
            long cells = size / strides[i];
            String conv = network.conv(levels.get(i), CHANNELS, ANCHORS * (5 + classes), 1, 1);
            String rows = network.reshape(conv, 1, ANCHORS, 5 + classes, cells, cells);
            heads.add(network.transpose(rows, "head" + strides[i], 0, 1, 3, 4, 2));
        }
        return heads;
    }

    /** Raw heads that follow the size of the image, as an export with dynamic sizes writes them. */
    public static NetworkBuilder rawOfOpenSize(int classes, int... strides) {
        NetworkBuilder network = NetworkBuilder.random();
        String images = network.input("images", TensorType.FLOAT, -1, 3, -1, -1);
        List<String> levels = levels(network, images, strides);
        for (int i = 0; i < strides.length; i++) {
            String conv = network.conv(levels.get(i), CHANNELS, ANCHORS * (5 + classes), 1, 1);
            String shape = network.node("Shape", List.of(conv), conv + "_shape");
            String batch = network.slice(shape, 0, 0, 1);
            String cells = network.slice(shape, 0, 2, 4);
            String numbers = network.longs(conv + "_numbers", ANCHORS, 5 + classes);
            String sizes = network.concat(0, batch, numbers, cells);
            String rows = network.node("Reshape", List.of(conv, sizes), conv + "_rows");
            network.output(network.transpose(rows, "head" + strides[i], 0, 1, 3, 4, 2), -1, -1, -1, -1, -1);
        }
        return network;
    }

    /** A grid {@code [1, N, 5 + classes]} with the decode of YOLOv7: 31 nodes less one Concat. */
    public static NetworkBuilder grid(int size, int classes, int... strides) {
        NetworkBuilder network = NetworkBuilder.random();
        String grid = decoded(network, size, classes, strides);
        return network.output(grid, -1, -1, -1);
    }

    private static String decoded(NetworkBuilder network, int size, int classes, int... strides) {
        List<String> rows = new ArrayList<>();
        for (String head : rawHeads(network, network.images(size, size), size, classes, strides)) {
            String scores = network.node("Sigmoid", List.of(head), head + "_sigmoid");
            String xy = network.slice(scores, 4, 0, 2);
            String wh = network.slice(scores, 4, 2, 4);
            String rest = network.slice(scores, 4, 4, 5 + classes);
            String two = network.constant(head + "_two", new float[] {2});
            String boxes = network.node("Mul", List.of(xy, two), head + "_xy");
            String sizes = network.node("Pow", List.of(wh, two), head + "_wh");
            rows.add(network.reshape(network.concat(4, boxes, sizes, rest), 1, -1, 5 + classes));
        }
        return network.node("Concat", rows, "grid", NetworkBuilder.integer("axis", 1));
    }

    /** The same with TensorRT's NMS behind it; boxes and scores as the official export takes them apart. */
    public static NetworkBuilder efficientNms(int size, int classes, int... strides) {
        NetworkBuilder network = NetworkBuilder.random();
        String grid = decoded(network, size, classes, strides);
        String boxes = network.slice(grid, 2, 0, 4);
        String objectness = network.slice(grid, 2, 4, 5);
        String scores = classes == 1
                ? objectness
                : network.node("Mul", List.of(network.slice(grid, 2, 5, Long.MAX_VALUE), objectness), "scores");
        List<String> outputs = List.of("num_dets", "det_boxes", "det_scores", "det_classes");
        network.nodes(
                "EfficientNMS_TRT",
                "TRT",
                List.of(boxes, scores),
                outputs,
                NetworkBuilder.ints("background_class", -1),
                NetworkBuilder.ints("box_coding", 1),
                NetworkBuilder.number("iou_threshold", 0.65f),
                NetworkBuilder.number("score_threshold", 0.35f),
                NetworkBuilder.integer("max_output_boxes", 50));
        return network.output(outputs.get(0), TensorType.INT32, -1, -1)
                .output(outputs.get(1), -1, -1, -1)
                .output(outputs.get(2), -1, -1)
                .output(outputs.get(3), TensorType.INT32, -1, -1);
    }

    /** One box a cell {@code [1, N, 5 + classes]}; with the operators of a decode behind it, or none. */
    public static NetworkBuilder cells(int size, int classes, String... decode) {
        NetworkBuilder network = NetworkBuilder.random();
        String joined = network.transpose(
                cellColumns(network, size, 5 + classes), decode.length == 0 ? "output" : "cells", 0, 2, 1);
        for (String operator : Arrays.asList(decode)) {
            boolean two = !operator.equals("Exp");
            String by = two ? network.constant(network.fresh("by"), new float[] {8}) : joined;
            joined = network.node(operator, two ? List.of(joined, by) : List.of(joined), network.fresh("decoded"));
        }
        return network.output(joined, -1, -1, -1);
    }

    /** The layout of YOLOv8: {@code [1, 4 + classes, N]}. */
    public static NetworkBuilder columns(int size, int classes) {
        NetworkBuilder network = NetworkBuilder.random();
        return network.output(cellColumns(network, size, 4 + classes), -1, -1, -1);
    }

    private static String cellColumns(NetworkBuilder network, int size, int numbers) {
        List<String> columns = new ArrayList<>();
        for (String level : levels(network, network.images(size, size), 8, 16, 32)) {
            columns.add(network.reshape(network.conv(level, CHANNELS, numbers, 1, 1), 1, numbers, -1));
        }
        return network.node("Concat", columns, "columns", NetworkBuilder.integer("axis", 2));
    }
}
