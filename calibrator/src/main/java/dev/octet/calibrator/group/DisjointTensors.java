package dev.octet.calibrator.group;

import java.util.HashMap;
import java.util.Map;

/** Disjoint sets of tensor names with union and find (path halving). */
final class DisjointTensors {

    private final Map<String, String> parent = new HashMap<>();

    String root(String tensor) {
        String current = tensor;
        String up = parent.getOrDefault(current, current);
        while (!up.equals(current)) {
            String next = parent.getOrDefault(up, up);
            parent.put(current, next);
            current = up;
            up = next;
        }
        return current;
    }

    void join(String a, String b) {
        String rootA = root(a);
        String rootB = root(b);
        if (!rootA.equals(rootB)) {
            parent.put(rootB, rootA);
        }
    }
}
