package dev.octet.runner.cli;

import dev.octet.calibrator.search.FloatScore;
import dev.octet.calibrator.search.RangeScore;
import dev.octet.calibrator.search.SearchResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a search tried and chose, for programs. */
final class SearchReport {

    private SearchReport() {}

    static Map<String, Object> json(SearchResult search) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("images", search.samples());
        document.put("runs", search.runs());
        document.put("start", search.start());
        document.put("weightsError", search.weightsError());
        document.put("startError", search.startError());
        document.put("error", search.error());
        document.put("errorMargin", JsonNumber.finite(search.margin()));
        document.put("ranges", search.scores().stream().map(SearchReport::range).toList());
        document.put(
                "floats",
                search.floatScores().stream().map(SearchReport::inFloat).toList());
        return document;
    }

    private static Map<String, Object> range(RangeScore score) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("tensors", score.tensors());
        entry.put("candidate", score.candidate());
        entry.put("range", List.of(score.range().min(), score.range().max()));
        entry.put("error", score.error());
        entry.put("chosen", score.chosen());
        return entry;
    }

    private static Map<String, Object> inFloat(FloatScore score) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("tensors", score.tensors());
        entry.put("nodes", score.nodes());
        entry.put("macs", score.macs());
        entry.put("errorBefore", score.before());
        entry.put("error", score.error());
        entry.put("chosen", score.chosen());
        return entry;
    }
}
