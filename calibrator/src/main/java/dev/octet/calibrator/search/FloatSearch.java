package dev.octet.calibrator.search;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.NodeDecision;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Leaves in float what hurts the outputs most for what it costs: each option is tried alone on top of what was chosen,
 * then taken in the order of error saved per cost, as long as each still pays and the budget lasts.
 */
final class FloatSearch {

    /** Options cheaper than this share of the network's operations are ordered as if they cost this much. */
    private static final double CHEAP = 0.002;

    /** When the error has fallen to this share, what other choices would save is not what it was. */
    private static final double LOOK_AGAIN = 0.97;

    private final Graph graph;
    private final Function<Set<String>, Placement> planner;
    private final List<RangeChoice> choices;
    private final ToDoubleFunction<Settings> error;
    private final ToDoubleFunction<Settings> estimate;
    private final SearchEffort effort;
    private final FloatCost cost;
    private final Set<Node> inFloat = new LinkedHashSet<>();
    private final Map<Integer, Double> savings = new LinkedHashMap<>();
    private final List<FloatScore> scores = new ArrayList<>();
    private Settings current;
    private double least;
    private long left;

    FloatSearch(
            Graph graph,
            Function<Set<String>, Placement> planner,
            List<RangeChoice> choices,
            FloatCost cost,
            ToDoubleFunction<Settings> error,
            ToDoubleFunction<Settings> estimate,
            SearchEffort effort,
            Settings from,
            double fromError) {
        this.current = from;
        this.least = fromError;
        this.graph = graph;
        this.planner = planner;
        this.choices = choices;
        this.error = error;
        this.estimate = estimate;
        this.effort = effort;
        this.cost = cost;
        double placed = (double) cost.macs(floatNodes(planner.apply(Set.of()))) / cost.network();
        this.left = (long) (cost.network() * effort.floatMacsBeside(placed));
    }

    private static Set<Node> floatNodes(Placement placement) {
        Set<Node> nodes = new LinkedHashSet<>();
        placement.decisions().stream()
                .filter(decision -> decision.precision() == Precision.FLOAT)
                .map(NodeDecision::node)
                .forEach(nodes::add);
        return nodes;
    }

    private record Gain(int choice, Set<Node> nodes, double perCost) {}

    private static final Comparator<Gain> BEST_FIRST =
            Comparator.comparingDouble((Gain gain) -> -gain.perCost()).thenComparingInt(Gain::choice);

    /** The settings with some choices in float; none when the error is small enough as it is. */
    Settings choose(List<Integer> order) {
        double looked = least;
        PriorityQueue<Gain> open = least > effort.enough() ? gains(order) : new PriorityQueue<>(1, BEST_FIRST);
        while (!open.isEmpty() && least > effort.enough()) {
            Gain gain = open.remove();
            if (added(gain) <= left) {
                take(gain, open);
            }
            if (effort.wholePath() && least < looked * (open.isEmpty() ? 1 : LOOK_AGAIN)) {
                open = gains(order);
                looked = least;
            }
        }
        return current;
    }

    private void take(Gain gain, PriorityQueue<Gain> open) {
        Set<Node> together = withFloat(gain.nodes());
        Settings changed = changed(gain.choice(), together);
        double changedError = error.applyAsDouble(changed);
        boolean pays = changedError < least * (1 - effort.leastFloatGain());
        Gain renewed = new Gain(
                gain.choice(), gain.nodes(), perCost(least - changedError, cost.of(together) - cost.of(inFloat)));
        if (effort.wholePath() && pays && isOvertaken(renewed, open)) {
            open.add(renewed);
            return;
        }
        long macs = cost.macs(together) - cost.macs(inFloat);
        scores.add(
                new FloatScore(choices.get(gain.choice()).key(), names(gain.nodes()), macs, least, changedError, pays));
        if (pays) {
            left -= added(gain);
            current = changed;
            least = changedError;
            inFloat.addAll(gain.nodes());
        }
    }

    /**
     * What is rounded no more with these nodes in float. On the whole path, where many neighbours come together, that is asked
     * of the placement: what lies between two of them is not rounded either.
     */
    private Settings changed(int choice, Set<Node> together) {
        if (!effort.wholePath()) {
            return current.withFloat(choice);
        }
        Set<String> rounded = new HashSet<>();
        planner.apply(names(together)).tensors().forEach(tensor -> rounded.add(tensor.tensor()));
        return current.withFloat(choice).withFloatBut(rounded);
    }

    /** What a step takes of the budget. */
    private long added(Gain gain) {
        return budgeted(withFloat(gain.nodes())) - budgeted(inFloat);
    }

    /** After other steps this one may bring less than it did alone: then the next one is looked at first. */
    private static boolean isOvertaken(Gain renewed, PriorityQueue<Gain> open) {
        Gain next = open.peek();
        return next != null && next.perCost() > renewed.perCost();
    }

    private long budgeted(Set<Node> nodes) {
        return effort.wholePath() ? cost.macs(nodes) : cost.of(nodes);
    }

    private double perCost(double saved, long nodesCost) {
        return saved / Math.max((double) nodesCost, CHEAP * cost.network());
    }

    /** What each choice that is not in float yet saves on top of what is. */
    private PriorityQueue<Gain> gains(List<Integer> order) {
        PriorityQueue<Gain> gains = new PriorityQueue<>(BEST_FIRST);
        double estimated = estimate.applyAsDouble(current);
        for (int choice : order) {
            Set<Node> nodes = FloatOption.of(choices.get(choice), graph).nodes();
            Set<Node> together = withFloat(nodes);
            if (current.isFloat(choice) || budgeted(together) - budgeted(inFloat) > left) {
                continue;
            }
            double saved = least * (1 - estimate.applyAsDouble(changed(choice, together)) / estimated);
            savings.putIfAbsent(choice, saved);
            if (saved > 0) {
                gains.add(new Gain(choice, nodes, perCost(saved, cost.of(together) - cost.of(inFloat))));
            }
        }
        return gains;
    }

    /**
     * What was found out about the choices that were tried.
     *
     * @param harm of every choice alone
     */
    List<Sensitivity> sensitivities(double[] harm) {
        List<Sensitivity> found = new ArrayList<>();
        savings.forEach((choice, saved) -> {
            Set<Node> nodes = FloatOption.of(choices.get(choice), graph).nodes();
            found.add(new Sensitivity(choices.get(choice).key(), names(nodes), cost.macs(nodes), harm[choice], saved));
        });
        return found;
    }

    /** Names of the nodes that were left in float, in the order in which they were. */
    Set<String> inFloat() {
        return names(inFloat);
    }

    /** What was tried. */
    List<FloatScore> scores() {
        return scores;
    }

    private static Set<String> names(Set<Node> nodes) {
        Set<String> names = new LinkedHashSet<>();
        nodes.forEach(node -> names.add(node.name()));
        return names;
    }

    private Set<Node> withFloat(Set<Node> more) {
        Set<Node> nodes = new LinkedHashSet<>(inFloat);
        nodes.addAll(more);
        return nodes;
    }
}
