package dev.octet.calibrator;

import dev.octet.calibrator.table.ImageSet;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where calibration data comes from: a folder of images, or any other sequence of named float tensors. An
 * implementation need not be thread-safe: calls come one at a time, each seeing what the one before did, though from
 * different threads. Several samples may be open at once, and each is read and closed by the thread that works on it. A
 * model with several inputs gets one tensor for each of them in every sample.
 */
public interface CalibrationSource extends AutoCloseable {

    /** The next sample, or nothing when all were given. */
    Optional<Sample> next();

    /** How many samples there are at most; what a progress bar counts to. */
    int size();

    /** What the data are, for the provenance of the calibration; asked after the last sample. */
    SourceIdentity identity();

    @Override
    void close();

    /**
     * The same data, this many items at a time, for models whose inputs leave the first axis open: consecutive samples
     * are stacked along it, the last batch holds what is left. The identity stays that of the items, with the batch
     * recorded in its preprocessing when it is above 1. A batch does not say which items it holds, so no journal can be
     * kept. The stack is copied; closing it closes this source.
     *
     * @param batch at least 1
     */
    default CalibrationSource inBatchesOf(int batch) {
        return new BatchedSource(this, batch);
    }

    /**
     * A sample's name and content.
     *
     * @param name unique in its source
     * @param sha256 of the content
     */
    record SampleIdentity(String name, String sha256) {}

    /** One sample: a tensor for every input of the model. Closing it lets its memory be used again. */
    interface Sample extends AutoCloseable {

        /** The tensors by input name. */
        Map<String, FloatTensor> inputs();

        /** How many items of the source it holds: 1, or as many as are stacked along the first axis. */
        default int items() {
            return 1;
        }

        /** What tells this sample from the others; nothing where the source cannot say, and then it cannot be resumed. */
        default Optional<SampleIdentity> identity() {
            return Optional.empty();
        }

        @Override
        void close();
    }

    /**
     * Samples that another program makes.
     *
     * @param name what to call the data in the calibration's provenance: sample {@code i} is known as {@code name#i}
     * @param samples one map per sample, a tensor for every input of the model by name; iterated once
     * @param size how many there are at most, for progress
     */
    static CalibrationSource of(String name, Iterable<Map<String, FloatTensor>> samples, int size) {
        Iterator<Map<String, FloatTensor>> iterator = samples.iterator();
        return new CalibrationSource() {
            private int given;

            @Override
            public Optional<Sample> next() {
                if (!iterator.hasNext()) {
                    return Optional.empty();
                }
                given++;
                return Optional.of(sampleOf(iterator.next()));
            }

            @Override
            public int size() {
                return size;
            }

            @Override
            public SourceIdentity identity() {
                List<String> names =
                        IntStream.range(0, given).mapToObj(i -> name + "#" + i).toList();
                return new SourceIdentity(ImageSet.ofNames(names), Map.of());
            }

            @Override
            public void close() {}
        };
    }

    private static Sample sampleOf(Map<String, FloatTensor> inputs) {
        return new Sample() {
            @Override
            public Map<String, FloatTensor> inputs() {
                return inputs;
            }

            @Override
            public void close() {}
        };
    }
}
