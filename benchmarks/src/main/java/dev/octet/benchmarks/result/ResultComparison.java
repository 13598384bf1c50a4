package dev.octet.benchmarks.result;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Two results side by side.
 *
 * @param changes of the models that both have, in the order of the newer
 * @param onlyOld models that the newer does not have
 * @param onlyNew models that the older does not have
 * @param differences how the environments differ, each one line
 * @param method how changes are told from noise
 */
public record ResultComparison(
        List<ModelChange> changes,
        List<String> onlyOld,
        List<String> onlyNew,
        List<String> differences,
        String method) {

    private static final String METHOD =
            "95 % interval of the ratio of medians by bootstrap of blocks of samples; with fewer"
                    + " than " + ModelChange.ENOUGH_PROCESSES + " processes a side, less than "
                    + Math.round(100 * ModelChange.PROCESS_NOISE) + " % is noise too";

    public ResultComparison {
        changes = List.copyOf(changes);
        onlyOld = List.copyOf(onlyOld);
        onlyNew = List.copyOf(onlyNew);
        differences = List.copyOf(differences);
    }

    /**
     * Compares.
     *
     * @throws ToolkitException {@code BAD_INPUT} when they have no model in common
     */
    public static ResultComparison of(BenchmarkResult older, BenchmarkResult newer) {
        List<MeasuredModel> left = new ArrayList<>(older.models());
        List<ModelChange> changes = new ArrayList<>();
        List<String> onlyNew = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        environments(older, newer, differences);
        for (MeasuredModel model : newer.models()) {
            Optional<MeasuredModel> same = counterpart(model, left);
            if (same.isPresent()) {
                left.remove(same.get());
                changes.add(ModelChange.of(same.get(), model));
                files(same.get(), model, differences);
                choices(same.get(), model, differences);
            } else {
                onlyNew.add(words(model));
            }
        }
        if (changes.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    older.file() + " and " + newer.file() + " have no model in common: " + words(older) + " against "
                            + words(newer) + ".",
                    "Measure the same model with the same backend and batch twice.");
        }
        List<String> onlyOld = left.stream().map(ResultComparison::words).toList();
        return new ResultComparison(changes, onlyOld, onlyNew, differences, METHOD);
    }

    /** The model of the same name, or else of the same file name where there is one alone. */
    private static Optional<MeasuredModel> counterpart(MeasuredModel model, List<MeasuredModel> others) {
        List<MeasuredModel> alike = others.stream()
                .filter(other -> other.fileName().equals(model.fileName())
                        && other.backendName().equals(model.backendName())
                        && other.batch() == model.batch())
                .toList();
        return alike.stream()
                .filter(other -> other.name().equals(model.name()))
                .findFirst()
                .or(() -> alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty());
    }

    private static void files(MeasuredModel older, MeasuredModel newer, List<String> differences) {
        if (older.sha256().isPresent()
                && newer.sha256().isPresent()
                && !older.sha256().equals(newer.sha256())) {
            differences.add("content of " + newer.fileName() + ": another file, by SHA-256");
        }
        if (!older.backend().equals(newer.backend())) {
            differences.add("backend of " + newer.fileName() + ": " + older.backend() + " -> " + newer.backend());
        }
    }

    private static void choices(MeasuredModel older, MeasuredModel newer, List<String> differences) {
        facts(older.choices(), newer.choices(), " of " + newer.fileName(), differences);
    }

    private static void environments(BenchmarkResult older, BenchmarkResult newer, List<String> differences) {
        for (BenchmarkResult result : List.of(older, newer)) {
            if (result.setup().isEmpty()) {
                differences.add(
                        result.file() + " has no environment record: whether both were measured alike is not known");
            }
        }
        if (older.setup().isEmpty() || newer.setup().isEmpty()) {
            return;
        }
        facts(older.setup().get(), newer.setup().get(), "", differences);
    }

    private static void facts(
            Map<String, String> before, Map<String, String> after, String of, List<String> differences) {
        TreeSet<String> facts = new TreeSet<>(before.keySet());
        facts.addAll(after.keySet());
        for (String fact : facts) {
            String was = before.getOrDefault(fact, "not told");
            String is = after.getOrDefault(fact, "not told");
            if (!was.equals(is)) {
                differences.add(fact + of + ": " + was + " -> " + is);
            }
        }
    }

    private static String words(BenchmarkResult result) {
        return String.join(
                ", ", result.models().stream().map(ResultComparison::words).toList());
    }

    private static String words(MeasuredModel model) {
        return model.fileName() + " (" + model.backend() + ", batch " + model.batch() + ")";
    }
}
