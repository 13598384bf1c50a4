package dev.octet.calibrator.search;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.QuantizationScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Chooses the range of every tie group, and the few groups that stay in float, by the error of the network's outputs.
 *
 * <ol>
 *   <li>Every estimator is tried on all groups at once; the search starts from the best.
 *   <li>Each group is quantized alone, to see how much it hurts.
 *   <li>From the worst on, every candidate range of a group is tried with all others in place.
 *   <li>From the worst on, groups are left in float where that pays, within a budget of operations.
 * </ol>
 *
 * <p>With {@link SearchEffort#wholePath} the last two change places: ranges that were chosen while a bad group was
 * rounded make up for its error on the samples, and hide what leaving it in float would save.
 *
 * <p>Deterministic: the same samples in the same order give the same choice, whatever the number of threads.
 */
public final class RangeSearch {

    /** A candidate with this much of the current error on a few samples is given up. */
    private static final double HOPELESS = 1.01;

    private final Graph graph;
    private final Function<Set<String>, Placement> planner;
    private final List<RangeChoice> choices;
    private final Simulation simulation;
    private final FloatCost cost;
    private final SearchEffort effort;
    private final ProgressListener progress;
    private final List<RangeScore> scores = new ArrayList<>();
    private int done;

    private RangeSearch(
            Graph graph,
            Function<Set<String>, Placement> planner,
            List<RangeChoice> choices,
            Simulation simulation,
            FloatCost cost,
            SearchRequest request) {
        this.graph = graph;
        this.planner = planner;
        this.choices = choices;
        this.simulation = simulation;
        this.cost = cost;
        this.effort = request.effort();
        this.progress = request.progress();
    }

    /**
     * Searches.
     *
     * @param reference the float model
     * @param model the model that will be quantized, operator set 13 or later: the float model, or one with repairs
     * @param planner where Q/DQ pairs go when the nodes of these names stay in float
     * @param target whose formats apply
     * @param statistics what was seen of an observed tensor
     * @param request what to measure on, how, and how much to try
     */
    public static SearchResult run(
            OnnxModel reference,
            OnnxModel model,
            Function<Set<String>, Placement> planner,
            DeploymentTarget target,
            Function<String, TensorStatistics> statistics,
            SearchRequest request) {
        Placement placement = planner.apply(Set.of());
        List<RangeChoice> choices = RangeChoices.of(placement, target, statistics);
        byte[] simulated = SimulatedModel.of(model, placement, choices, target);
        Settings start = new Settings(choices, new QuantizationScheme(target.symmetry(), target.activations()));
        try (Simulation simulation = new Simulation(reference.toBytes(), simulated, request)) {
            FloatCost cost = new FloatCost(model.graph(), target.macsPerConversion());
            return new RangeSearch(model.graph(), planner, choices, simulation, cost, request).search(start);
        }
    }

    private SearchResult search(Settings initial) {
        int all = simulation.samples();
        double weightsError = error(initial.allFloat(), all);
        double[] firstErrors = new double[RangeChoices.names().size()];
        int best = 0;
        for (int i = 0; i < firstErrors.length; i++) {
            firstErrors[i] = error(everywhere(initial, RangeChoices.names().get(i)), all);
            best = firstErrors[i] < firstErrors[best] ? i : best;
        }
        String startName = RangeChoices.names().get(best);
        Settings start = everywhere(initial, startName);
        double[] harm = harm(start);
        List<Integer> order = worstFirst(harm);
        FloatSearch floats;
        Settings ranged;
        Settings chosen;
        if (effort.wholePath()) {
            floats = floatsFrom(start, firstErrors[best]);
            Settings mixed = floats.choose(order);
            chosen = chooseRanges(mixed, error(mixed, all), order);
            ranged = chosen.withRangesOf(start);
        } else {
            ranged = chooseRanges(start, firstErrors[best], order);
            floats = floatsFrom(ranged, error(ranged, all));
            chosen = floats.choose(order);
        }
        double error = error(chosen, all);
        progress.advanced(most(), most());
        return new SearchResult(
                ranges(ranged),
                names(ranged),
                floats.inFloat(),
                scores,
                floats.sensitivities(harm),
                floats.scores(),
                startName,
                weightsError,
                firstErrors[best],
                error,
                simulation.margin(chosen),
                all,
                simulation.runs());
    }

    private FloatSearch floatsFrom(Settings from, double error) {
        int all = simulation.samples();
        int looked = effort.wholePath() ? effort.fewSamples(all) : all;
        return new FloatSearch(
                graph,
                planner,
                choices,
                cost,
                settings -> error(settings, all),
                settings -> error(settings, looked),
                effort,
                from,
                error);
    }

    private double error(Settings settings, int samples) {
        double error = simulation.error(settings, samples);
        done++;
        progress.advanced(Math.min(done, most() - 1), most());
        return error;
    }

    /** An upper bound of the configurations that are run. */
    private int most() {
        int tried = Math.min(effort.choices(), choices.size());
        int names = RangeChoices.names().size();
        return 5 + names + choices.size() + tried * (names + 2);
    }

    /** The candidates that bear the name; where there is none its range is that of an earlier one, which is searched for. */
    private Settings everywhere(Settings from, String name) {
        Settings settings = from;
        for (int i = 0; i < choices.size(); i++) {
            settings = settings.with(i, indexOf(choices.get(i), name));
        }
        return settings;
    }

    private static int indexOf(RangeChoice choice, String name) {
        for (int c = 0; c < choice.candidates().size(); c++) {
            if (choice.candidates().get(c).names().contains(name)) {
                return c;
            }
        }
        return 0;
    }

    /** What each choice does to the outputs when it alone is quantized. */
    private double[] harm(Settings start) {
        int few = effort.fewSamples(simulation.samples());
        Settings allFloat = start.allFloat();
        double floor = error(allFloat, few);
        double[] harm = new double[choices.size()];
        for (int i = 0; i < harm.length; i++) {
            harm[i] = Math.max(0, error(allFloat.with(i, start.selected(i)), few) - floor);
        }
        return harm;
    }

    /** The choices that hurt most, worst first; those that hardly do are left out. */
    private List<Integer> worstFirst(double[] harm) {
        double least = effort.leastShare() * Arrays.stream(harm).sum();
        return IntStream.range(0, harm.length)
                .boxed()
                .filter(i -> harm[i] > least)
                .sorted(Comparator.comparingDouble((Integer i) -> -harm[i]))
                .limit(effort.choices())
                .toList();
    }

    private Settings chooseRanges(Settings start, double startError, List<Integer> order) {
        Settings current = start;
        double error = startError;
        for (int choice : order) {
            if (start.isFloat(choice)) {
                continue;
            }
            List<Candidate> candidates = choices.get(choice).candidates();
            double[] errors = new double[candidates.size()];
            int best = current.selected(choice);
            errors[best] = error;
            for (int c = 0; c < errors.length; c++) {
                if (c != current.selected(choice)) {
                    errors[c] = raced(current, error, current.with(choice, c));
                }
                if (errors[c] < errors[best] && errors[c] < error * (1 - effort.leastGain())) {
                    best = c;
                }
            }
            current = current.with(choice, best);
            error = errors[best];
            for (int c = 0; c < errors.length; c++) {
                scores.add(new RangeScore(
                        choices.get(choice).key(),
                        candidates.get(c).name(),
                        candidates.get(c).range(),
                        errors[c],
                        c == best));
            }
        }
        return current;
    }

    /**
     * The error of a candidate, over all samples where a few let hope that it is less than that of the current settings;
     * otherwise what the few let expect.
     */
    private double raced(Settings current, double currentError, Settings candidate) {
        int few = effort.fewSamples(simulation.samples());
        double fewCurrent = simulation.error(current, few);
        double fewCandidate = error(candidate, few);
        return fewCandidate > fewCurrent * HOPELESS
                ? currentError * fewCandidate / fewCurrent
                : simulation.error(candidate, simulation.samples());
    }

    private Map<String, ActivationRange> ranges(Settings settings) {
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        for (int i = 0; i < choices.size(); i++) {
            RangeChoice choice = choices.get(i);
            ranges.put(
                    choice.key(), choice.candidates().get(settings.selected(i)).range());
        }
        return ranges;
    }

    private Map<String, String> names(Settings settings) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < choices.size(); i++) {
            RangeChoice choice = choices.get(i);
            names.put(
                    choice.key(), choice.candidates().get(settings.selected(i)).name());
        }
        return names;
    }
}
