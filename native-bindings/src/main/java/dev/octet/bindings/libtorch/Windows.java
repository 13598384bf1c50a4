package dev.octet.bindings.libtorch;

/**
 * How a window goes over rows and columns. Arrays hold rows first.
 *
 * @param sizes of the window
 * @param strides from one window to the next
 * @param begins rows above and columns left of the image
 * @param ends rows below and columns right of it
 * @param dilations from one value of the window to the next
 * @param groups of channels that do not see each other; 1 for pools
 */
@SuppressWarnings("ArrayRecordComponent") // two numbers each, for one call
public record Windows(long[] sizes, long[] strides, long[] begins, long[] ends, long[] dilations, long groups) {

    public Windows {
        sizes = two("sizes", sizes);
        strides = two("strides", strides);
        begins = two("begins", begins);
        ends = two("ends", ends);
        dilations = two("dilations", dilations);
        if (groups < 1) {
            throw new IllegalArgumentException("groups is " + groups + ", must be at least 1");
        }
    }

    private static long[] two(String name, long[] values) {
        if (values.length != 2) {
            throw new IllegalArgumentException(name + " has " + values.length + " numbers, must have 2");
        }
        return values.clone();
    }

    /** True when as much lies before the image as behind it. */
    boolean isEven() {
        return begins[0] == ends[0] && begins[1] == ends[1];
    }
}
