package dev.octet.runner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The structure of the official yolov7 (cfg/deploy/yolov7.yaml), 80 classes, as its grid export has it. Weights are zero. */
public final class OfficialYolov7 {

    private static final int CLASSES = 80;
    private static final int ANCHORS = 3;

    private final NetworkBuilder network = NetworkBuilder.structure();

    private OfficialYolov7() {}

    /**
     * A tensor and its channels.
     *
     * @param name of the tensor
     * @param channels how many
     */
    private record Layer(String name, int channels) {}

    /** The network for square images of this size. */
    public static NetworkBuilder network(int size) {
        return new OfficialYolov7().build(size);
    }

    private NetworkBuilder build(int size) {
        Layer at = new Layer(network.images(size, size), 3);
        at = conv(conv(conv(conv(at, 32, 3, 1), 64, 3, 2), 64, 3, 1), 128, 3, 2);
        at = elan(at, 64, 64, 4, 256);
        Layer p3 = elan(down(at, 128), 128, 128, 4, 512);
        Layer p4 = elan(down(p3, 256), 256, 256, 4, 1024);
        Layer p5 = spp(elan(down(p4, 512), 256, 256, 4, 1024), 512);
        Layer n4 = branching(up(p5, p4, 256), 256, 128, 256);
        Layer n3 = branching(up(n4, p3, 128), 128, 64, 128);
        Layer d4 = branching(downAgain(n3, 128, n4), 256, 128, 256);
        Layer d5 = branching(downAgain(d4, 256, p5), 512, 256, 512);
        List<String> rows = new ArrayList<>();
        List<Layer> heads = List.of(conv(n3, 256, 3, 1), conv(d4, 512, 3, 1), conv(d5, 1024, 3, 1));
        for (int i = 0; i < heads.size(); i++) {
            rows.add(decoded(heads.get(i), size >> (3 + i)));
        }
        String output = network.concat(1, rows.toArray(String[]::new));
        return network.output(output, 1, -1, 5 + CLASSES);
    }

    private Layer conv(Layer from, int channels, int kernel, int stride) {
        return new Layer(network.silu(from.name(), from.channels(), channels, kernel, stride), channels);
    }

    private Layer concat(Layer... layers) {
        List<String> names = new ArrayList<>();
        int channels = 0;
        for (Layer layer : layers) {
            names.add(layer.name());
            channels += layer.channels();
        }
        return new Layer(network.concat(names.toArray(String[]::new)), channels);
    }

    /** Two branches, one of which goes on through four convolutions; every second joins. */
    private Layer elan(Layer from, int branch, int inner, int count, int channels) {
        Layer first = conv(from, branch, 1, 1);
        Layer at = conv(from, branch, 1, 1);
        List<Layer> joined = new ArrayList<>(List.of(first, at));
        for (int i = 1; i <= count; i++) {
            at = conv(at, inner, 3, 1);
            if (i % 2 == 0) {
                joined.add(at);
            }
        }
        Collections.reverse(joined);
        return conv(concat(joined.toArray(Layer[]::new)), channels, 1, 1);
    }

    /** The same with every convolution joining. */
    private Layer branching(Layer from, int branch, int inner, int channels) {
        List<Layer> joined = new ArrayList<>(List.of(conv(from, branch, 1, 1), conv(from, branch, 1, 1)));
        for (int i = 0; i < 4; i++) {
            joined.add(conv(joined.get(joined.size() - 1), inner, 3, 1));
        }
        Collections.reverse(joined);
        return conv(concat(joined.toArray(Layer[]::new)), channels, 1, 1);
    }

    /** Half the size: a pool and a convolution side by side. */
    private Layer down(Layer from, int channels) {
        return concat(strided(from, channels), pooled(from, channels));
    }

    private Layer downAgain(Layer from, int channels, Layer lateral) {
        return concat(strided(from, channels), pooled(from, channels), lateral);
    }

    private Layer strided(Layer from, int channels) {
        return conv(conv(from, channels, 1, 1), channels, 3, 2);
    }

    private Layer pooled(Layer from, int channels) {
        return conv(new Layer(network.pool(from.name(), 2, 2), from.channels()), channels, 1, 1);
    }

    private Layer up(Layer from, Layer lateral, int channels) {
        Layer narrow = conv(from, channels, 1, 1);
        return concat(conv(lateral, channels, 1, 1), new Layer(network.twice(narrow.name()), channels));
    }

    /** SPPCSPC. */
    private Layer spp(Layer from, int channels) {
        Layer first = conv(conv(conv(from, channels, 1, 1), channels, 3, 1), channels, 1, 1);
        List<Layer> pools = new ArrayList<>(List.of(first));
        for (int kernel : new int[] {5, 9, 13}) {
            pools.add(new Layer(network.pool(first.name(), kernel, 1), channels));
        }
        Layer deep = conv(conv(concat(pools.toArray(Layer[]::new)), channels, 1, 1), channels, 3, 1);
        return conv(concat(deep, conv(from, channels, 1, 1)), channels, 1, 1);
    }

    private String decoded(Layer from, long cells) {
        String conv = network.conv(from.name(), from.channels(), ANCHORS * (5 + CLASSES), 1, 1);
        String rows = network.reshape(conv, 1, ANCHORS, 5 + CLASSES, cells, cells);
        String scores = network.node(
                "Sigmoid", List.of(network.transpose(rows, conv + "_turned", 0, 1, 3, 4, 2)), conv + "_sigmoid");
        String two = network.constant(conv + "_two", new float[] {2});
        String xy = network.node("Mul", List.of(network.slice(scores, 4, 0, 2), two), conv + "_xy");
        String wh = network.node("Pow", List.of(network.slice(scores, 4, 2, 4), two), conv + "_wh");
        String rest = network.slice(scores, 4, 4, 5 + CLASSES);
        return network.reshape(network.concat(4, xy, wh, rest), 1, -1, 5 + CLASSES);
    }
}
