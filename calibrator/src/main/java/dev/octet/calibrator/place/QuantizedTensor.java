package dev.octet.calibrator.place;

import java.util.List;

/**
 * A tensor that gets a Q/DQ pair.
 *
 * @param tensor its name
 * @param readers the inputs that read the pair instead of the tensor itself; never empty
 * @param range where its activation range comes from
 */
public record QuantizedTensor(String tensor, List<Edge> readers, RangeSource range) {

    public QuantizedTensor {
        readers = List.copyOf(readers);
        if (readers.isEmpty()) {
            throw new IllegalArgumentException("tensor " + tensor + " has no readers");
        }
    }
}
