package dev.octet.calibrator.search;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.NodeDecision;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Leaves in float what hurts the outputs most for what it costs: each option is tried alone on top of what was chosen,
 * then taken in the order of error saved per cost, as long as each still pays and the budget lasts.
 */
final class FloatSearch {

    /** Options cheaper than this share of the network's operations are ordered as if they cost this much. */
    private static final double CHEAP = 0.002;

    private final Graph graph;
    private final List<RangeChoice> choices;
    private final ToDoubleFunction<Settings> error;
    private final SearchEffort effort;
    private final FloatCost cost;
    private final Set<Node> inFloat = new LinkedHashSet<>();
    private final Map<Integer, Double> savings = new LinkedHashMap<>();
    private final List<FloatScore> scores = new ArrayList<>();
    private long left;

    FloatSearch(
            Graph graph,
            Placement placement,
            List<RangeChoice> choices,
            FloatCost cost,
            ToDoubleFunction<Settings> error,
            SearchEffort effort) {
        this.graph = graph;
        this.choices = choices;
        this.error = error;
        this.effort = effort;
        this.cost = cost;
        double placed = (double) cost.macs(floatNodes(placement)) / cost.network();
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

    /** The settings with some choices in float; none when the error is small enough as it is. */
    Settings choose(Settings ranged, double rangedError, List<Integer> order) {
        Settings current = ranged;
        double least = rangedError;
        if (least <= effort.enough()) {
            return ranged;
        }
        PriorityQueue<Gain> open = new PriorityQueue<>(Comparator.comparingDouble((Gain gain) -> -gain.perCost()));
        open.addAll(gains(ranged, rangedError, order));
        while (!open.isEmpty() && least > effort.enough()) {
            Gain gain = open.remove();
            Set<Node> together = withFloat(gain.nodes());
            long added = budgeted(together) - budgeted(inFloat);
            if (added > left) {
                continue;
            }
            Settings changed = current.withFloat(gain.choice());
            double changedError = error.applyAsDouble(changed);
            boolean pays = changedError < least * (1 - effort.leastFloatGain());
            Gain renewed = new Gain(
                    gain.choice(), gain.nodes(), perCost(least - changedError, cost.of(together) - cost.of(inFloat)));
            if (effort.wholePath() && pays && isOvertaken(renewed, open)) {
                open.add(renewed);
                continue;
            }
            long macs = cost.macs(together) - cost.macs(inFloat);
            scores.add(new FloatScore(
                    choices.get(gain.choice()).key(), names(gain.nodes()), macs, least, changedError, pays));
            if (pays) {
                current = changed;
                least = changedError;
                left -= added;
                inFloat.addAll(gain.nodes());
            }
        }
        return current;
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

    private List<Gain> gains(Settings ranged, double rangedError, List<Integer> order) {
        List<Gain> gains = new ArrayList<>();
        for (int choice : order) {
            Set<Node> nodes = FloatOption.of(choices.get(choice), graph).nodes();
            if (budgeted(nodes) <= left) {
                double saved = rangedError - error.applyAsDouble(ranged.withFloat(choice));
                gains.add(new Gain(choice, nodes, perCost(saved, cost.of(nodes))));
                savings.put(choice, saved);
            }
        }
        gains.removeIf(gain -> gain.perCost() <= 0);
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
