package dev.octet.runner.benchmark.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loads of a sweep: every batch with every number of streams.
 *
 * @param batches ascending
 * @param streams ascending
 */
public record SweepGrid(List<Integer> batches, List<Integer> streams) {

    private static final Pattern AXIS = Pattern.compile("(batch|streams)=([1-9]\\d{0,4}(?:,[1-9]\\d{0,4})*)");

    public SweepGrid {
        batches = batches.stream().sorted().distinct().toList();
        streams = streams.stream().sorted().distinct().toList();
        if (batches.isEmpty() || streams.isEmpty()) {
            throw new IllegalArgumentException("a sweep needs a batch and a number of streams");
        }
    }

    /**
     * From the words of a user.
     *
     * @param axes such as {@code batch=1,2,4}; what is not among them is 1
     * @throws IllegalArgumentException when one is something else, or one is there twice
     */
    public static SweepGrid parse(List<String> axes) {
        List<Integer> batches = new ArrayList<>();
        List<Integer> streams = new ArrayList<>();
        for (String axis : axes) {
            Matcher matcher = AXIS.matcher(axis);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + axis + "' is not batch=N,N,.. or streams=N,N,..");
            }
            List<Integer> values = matcher.group(1).equals("batch") ? batches : streams;
            if (!values.isEmpty()) {
                throw new IllegalArgumentException("'" + matcher.group(1) + "' is there twice");
            }
            for (String value : matcher.group(2).split(",", -1)) {
                values.add(Integer.valueOf(value));
            }
        }
        return new SweepGrid(batches.isEmpty() ? List.of(1) : batches, streams.isEmpty() ? List.of(1) : streams);
    }

    /** All loads, batch by batch for each number of streams. */
    public List<LoadPoint> points() {
        return streams.stream()
                .flatMap(count -> batches.stream().map(batch -> new LoadPoint(batch, count)))
                .toList();
    }

    /** The largest batch. */
    public int largestBatch() {
        return batches.get(batches.size() - 1);
    }
}
