package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.scheme.ScaleGrid;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleToIntFunction;
import java.util.stream.IntStream;

/**
 * Weights of few levels, as indices of so many bits. The indices of all layers stand one behind the other in one tensor of
 * bytes for each of the widths 4, 2 and 1 that the bits are a sum of. The graph takes them apart again with operators on
 * constants, which runtimes compute once, when they load the file: a table gives the indices in a byte (Gather), the widths
 * are added, Split gives each layer its part, and another Gather its levels.
 */
final class PackedWeights {

    private static final int BYTE_VALUES = 256;
    /** {@code TensorProto.DataType.INT32} of the ONNX specification. */
    private static final long INT32 = 6;

    private static final String SCALES_SIZES = "scales_sizes";

    private static final int[] WIDTHS = {4, 2, 1};

    private final int bits;
    private final boolean zeroPoints;
    private final Map<String, ChannelQuantization> layers = new LinkedHashMap<>();

    /**
     * Packs indices.
     *
     * @param bits of an index
     * @param zeroPoints true when the zero points of the integers are wanted, too
     */
    PackedWeights(int bits, boolean zeroPoints) {
        this.bits = bits;
        this.zeroPoints = zeroPoints;
    }

    /**
     * Keeps the integers and scales of a layer.
     *
     * @param name of the tensor that will hold the integers; that of the scales is {@link #scaleOf}
     */
    void add(String name, ChannelQuantization weights) {
        layers.put(name, weights);
    }

    /** Name of the tensor that will hold the scales, one a channel. */
    static String scaleOf(String name) {
        return name + "_s";
    }

    /** Name of the tensor that will hold the zero points, one a channel. */
    static String zeroOf(String name) {
        return name + "_z";
    }

    /** Adds the nodes and constants. */
    void writeTo(ModelEditor editor) {
        if (layers.isEmpty()) {
            return;
        }
        long[] sizes = layers.values().stream()
                .mapToLong(weights -> weights.shape().elementCount())
                .toArray();
        int count = Math.toIntExact(Arrays.stream(sizes).sum());
        int rest = -count & (Byte.SIZE - 1);
        byte[] indices = new byte[count + rest];
        List<byte[]> levels = new ArrayList<>();
        int next = 0;
        for (ChannelQuantization weights : layers.values()) {
            byte[] values = weights.values();
            byte[] own = levels(values);
            levels.add(own);
            for (byte value : values) {
                indices[next++] = (byte) Arrays.binarySearch(own, value);
            }
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            parts.add("indices" + i);
        }
        String flat = unpacked(editor, indices);
        split(editor, flat, flat + "_sizes", parts, sizes, rest);
        writeScales(editor);
        int layer = 0;
        for (Map.Entry<String, ChannelQuantization> entry : layers.entrySet()) {
            byte[] own = levels.get(layer);
            String table = "levels" + layer;
            String values = "values" + layer;
            editor.addInitializer(Initializer.of(table, TensorType.INT8, TensorShape.of(own.length), own));
            editor.addNode("Gather", "", values, List.of(table, "indices" + layer), List.of(values), Map.of());
            long[] shape = entry.getValue().shape().toArray();
            String sizesName = "shape_" + Arrays.toString(shape).replaceAll("[^0-9]+", "_");
            editor.addInitializer(Initializer.ofLongs(sizesName, shape, shape.length));
            editor.addNode(
                    "Reshape", "", entry.getKey(), List.of(values, sizesName), List.of(entry.getKey()), Map.of());
            layer++;
        }
    }

    /** The scales of all layers, a byte for each on a {@link ScaleGrid}, and one more where they were trained. */
    private void writeScales(ModelEditor editor) {
        List<String> names = new ArrayList<>();
        long[] sizes = new long[layers.size()];
        List<float[]> all = new ArrayList<>();
        layers.forEach((name, weights) -> {
            float[] scales = weights.scales();
            sizes[names.size()] = scales.length;
            names.add(scaleOf(name));
            all.add(scales);
        });
        int[] steps = numbers(all, ScaleGrid::index);
        int[] parts = numbers(all, ScaleGrid::part);
        int lowest = Arrays.stream(steps).min().orElseThrow();
        float[] table = new float[Arrays.stream(steps).max().orElseThrow() - lowest + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = ScaleGrid.scale(lowest + i);
        }
        String scales = looked(
                editor,
                "scales",
                Arrays.stream(steps).map(step -> step - lowest).toArray(),
                table);
        if (Arrays.stream(parts).anyMatch(part -> part != 0)) {
            float[] factors = new float[ScaleGrid.PARTS];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = ScaleGrid.partFactor(i);
            }
            String parted = looked(editor, "scales_part", parts, factors);
            editor.addNode("Mul", "", "scales_fine", List.of(scales, parted), List.of("scales_fine"), Map.of());
            scales = "scales_fine";
        }
        split(editor, scales, SCALES_SIZES, names, sizes, 0);
        if (zeroPoints) {
            writeZeros(editor, steps.length);
        }
    }

    private static int[] numbers(List<float[]> scales, DoubleToIntFunction number) {
        return scales.stream()
                .flatMapToInt(own -> IntStream.range(0, own.length).map(c -> number.applyAsInt(own[c])))
                .toArray();
    }

    /** Adds numbers of a table's rows and the nodes that look them up; the name of what comes out. */
    private static String looked(ModelEditor editor, String name, int[] rows, float[] table) {
        editor.addInitializer(
                table.length <= BYTE_VALUES ? bytes(name, rows) : Initializer.ofInts(name, rows, rows.length));
        editor.addInitializer(Initializer.ofFloats(name + "_table", table, table.length));
        editor.addNode("Cast", "", name + "_int", List.of(name), List.of(name + "_int"), Map.of("to", INT32));
        editor.addNode(
                "Gather", "", name + "_all", List.of(name + "_table", name + "_int"), List.of(name + "_all"), Map.of());
        return name + "_all";
    }

    private void writeZeros(ModelEditor editor, int count) {
        editor.addInitializer(Initializer.ofLongs("zeros_count", new long[] {count}, 1));
        Initializer zero = Initializer.of("zero", TensorType.INT8, TensorShape.of(1), new byte[1]);
        editor.addNode("ConstantOfShape", "", "zeros", List.of("zeros_count"), List.of("zeros"), Map.of("value", zero));
        List<String> names = layers.keySet().stream().map(PackedWeights::zeroOf).toList();
        editor.addNode("Split", "", "zeros_split", List.of("zeros", SCALES_SIZES), names, Map.of("axis", 0L));
    }

    private static Initializer bytes(String name, int[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Initializer.of(name, TensorType.UINT8, TensorShape.of(values.length), bytes);
    }

    private static void split(
            ModelEditor editor, String all, String sizesName, List<String> names, long[] sizes, int rest) {
        List<String> parts = new ArrayList<>(names);
        long[] lengths = rest > 0 ? Arrays.copyOf(sizes, sizes.length + 1) : sizes;
        if (rest > 0) {
            parts.add(all + "_rest");
            lengths[sizes.length] = rest;
        }
        editor.addInitializer(Initializer.ofLongs(sizesName, lengths, lengths.length));
        editor.addNode("Split", "", all + "_split", List.of(all, sizesName), parts, Map.of("axis", 0L));
    }

    /** The tensor of all indices. */
    private String unpacked(ModelEditor editor, byte[] indices) {
        List<String> planes = new ArrayList<>();
        int left = bits;
        for (int width : WIDTHS) {
            if (left >= width) {
                left -= width;
                planes.add(plane(editor, indices, width, left));
            }
        }
        if (left > 0) {
            throw new IllegalStateException(bits + " bits are not a sum of different widths");
        }
        String sum = planes.get(0);
        for (int i = 1; i < planes.size(); i++) {
            String added = sum + "_" + i;
            editor.addNode("Add", "", added, List.of(sum, planes.get(i)), List.of(added), Map.of());
            sum = added;
        }
        return sum;
    }

    /** One tensor of bytes with so many bits of every index, from the given one up, and the nodes that take it apart. */
    private static String plane(ModelEditor editor, byte[] indices, int width, int shift) {
        int inByte = Byte.SIZE / width;
        int mask = (1 << width) - 1;
        byte[] packed = new byte[indices.length / inByte];
        for (int i = 0; i < indices.length; i++) {
            int part = (indices[i] >> shift) & mask;
            packed[i / inByte] |= (byte) (part << (width * (i % inByte)));
        }
        int[] table = new int[BYTE_VALUES * inByte];
        for (int i = 0; i < table.length; i++) {
            table[i] = (((i / inByte) >> (width * (i % inByte))) & mask) << shift;
        }
        String name = "packed" + width;
        editor.addInitializer(Initializer.of(name, TensorType.UINT8, TensorShape.of(packed.length), packed));
        editor.addInitializer(Initializer.ofInts(name + "_table", table, BYTE_VALUES, inByte));
        editor.addInitializer(Initializer.ofLongs("flat", new long[] {-1}, 1));
        editor.addNode("Cast", "", name + "_int", List.of(name), List.of(name + "_int"), Map.of("to", INT32));
        editor.addNode(
                "Gather",
                "",
                name + "_rows",
                List.of(name + "_table", name + "_int"),
                List.of(name + "_rows"),
                Map.of());
        editor.addNode(
                "Reshape", "", name + "_flat", List.of(name + "_rows", "flat"), List.of(name + "_flat"), Map.of());
        return name + "_flat";
    }

    /** The different values, rising. */
    private static byte[] levels(byte[] values) {
        boolean[] seen = new boolean[BYTE_VALUES];
        for (byte value : values) {
            seen[value - Byte.MIN_VALUE] = true;
        }
        byte[] levels = new byte[BYTE_VALUES];
        int count = 0;
        for (int i = 0; i < BYTE_VALUES; i++) {
            if (seen[i]) {
                levels[count++] = (byte) (i + Byte.MIN_VALUE);
            }
        }
        return Arrays.copyOf(levels, count);
    }
}
