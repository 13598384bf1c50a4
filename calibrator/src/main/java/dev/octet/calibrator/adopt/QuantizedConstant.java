package dev.octet.calibrator.adopt;

import dev.octet.calibrator.model.Initializer;

/** A constant in integers, with the grid that says what they stand for. */
final class QuantizedConstant {

    private final long[] integers;
    private final Initializer constant;
    private final PairGrid grid;

    private QuantizedConstant(long[] integers, Initializer constant, PairGrid grid) {
        this.integers = integers;
        this.constant = constant;
        this.grid = grid;
    }

    /** Floats, rounded to a grid. */
    static QuantizedConstant of(Initializer floats, PairGrid grid) {
        float[] values = floats.floats();
        long[] integers = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            integers[i] = grid.quantize(values[i], channel(floats, grid, i));
        }
        return new QuantizedConstant(integers, floats, grid);
    }

    /** Integers of a file. */
    static QuantizedConstant stored(Initializer integers, PairGrid grid) {
        return new QuantizedConstant(integers.integers(), integers, grid);
    }

    PairGrid grid() {
        return grid;
    }

    /** The floats that the integers stand for, under another name. */
    Initializer floats(String name) {
        float[] values = new float[integers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = grid.dequantize(integers[i], channel(constant, grid, i));
        }
        return Initializer.ofFloats(
                name,
                values,
                constant.shape().dimensions().stream()
                        .mapToLong(Long::longValue)
                        .toArray());
    }

    private static int channel(Initializer constant, PairGrid grid, int index) {
        if (grid.isPerTensor()) {
            return 0;
        }
        long inner = 1;
        for (int axis = grid.axis() + 1; axis < constant.shape().rank(); axis++) {
            inner *= constant.shape().dimension(axis);
        }
        return (int) (index / inner % grid.scales().size());
    }
}
