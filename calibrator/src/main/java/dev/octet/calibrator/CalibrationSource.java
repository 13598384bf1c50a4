package dev.octet.calibrator;

import dev.octet.calibrator.table.ImageSet;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where calibration data comes from: a folder of images, or any other sequence of named float tensors. Calls come one
 * at a time, from any thread; several samples may be open at once.
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
