package dev.octet.calibrator.compare;

import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs two sessions on the same samples and compares what both return, whatever runs them. */
public final class SessionComparison {

    /** Stands for the operator of an output that no graph explains. */
    private static final String OUTPUT = "output";

    private SessionComparison() {}

    /**
     * The differences of the float outputs that both have by name, in the first one's order; those of an engine, which shows
     * no inner tensors. Node and operator of each are {@code output}.
     *
     * @param first the reference
     * @param second the other, with the same inputs
     * @param samples inputs of both
     * @param progress told after each sample
     */
    public static List<TensorDifference> ofOutputs(
            Session first, Session second, List<Map<String, FloatTensor>> samples, ProgressListener progress) {
        Set<String> others = second.outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
        List<String> tensors = first.outputs().stream()
                .map(TensorSpec::name)
                .filter(others::contains)
                .toList();
        List<TensorDifference> differences = new ArrayList<>();
        sums(first, second, tensors, samples, progress)
                .forEach((tensor, sum) -> differences.add(
                        new TensorDifference(tensor, OUTPUT, OUTPUT, sum.sqnr(), sum.cosine(), sum.maxError())));
        return differences;
    }

    static Map<String, DifferenceSums> sums(
            Session first,
            Session second,
            List<String> tensors,
            List<Map<String, FloatTensor>> samples,
            ProgressListener progress) {
        Map<String, DifferenceSums> sums = new LinkedHashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            Map<String, HostTensor> inputs = HostTensors.of(samples.get(i));
            Map<String, HostTensor> expected = first.run(inputs);
            Map<String, HostTensor> seen = second.run(inputs);
            for (String tensor : tensors) {
                add(
                        tensor,
                        Objects.requireNonNull(expected.get(tensor), tensor),
                        Objects.requireNonNull(seen.get(tensor), tensor),
                        sums);
            }
            expected.values().forEach(HostTensor::close);
            seen.values().forEach(HostTensor::close);
            inputs.values().forEach(HostTensor::close);
            progress.advanced(i + 1L, samples.size());
        }
        return sums;
    }

    private static void add(String name, HostTensor expected, HostTensor seen, Map<String, DifferenceSums> sums) {
        if (expected.type() == ElementType.FLOAT
                && seen.type() == ElementType.FLOAT
                && expected.elementCount() == seen.elementCount()) {
            sums.computeIfAbsent(name, n -> new DifferenceSums()).add(expected.floats(), seen.floats());
        }
    }
}
