package dev.octet.benchmarks.jetson;

import java.util.List;

/**
 * What a board draws.
 *
 * @param rails those that are added up
 * @param covers what they supply
 * @param watts their sum
 */
public record RailTotal(List<String> rails, String covers, double watts) {

    public RailTotal {
        rails = List.copyOf(rails);
    }
}
