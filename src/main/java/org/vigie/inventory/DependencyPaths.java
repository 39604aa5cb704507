package org.vigie.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** What a set of "depends on" lines may not be: a circle, or a chain so long that nobody meant it. */
public final class DependencyPaths {

    /** Queries follow a chain this far; {@link Dependencies} relies on it. */
    public static final int LONGEST = 100;

    private final Map<String, ? extends SortedSet<String>> needs;
    private final Map<String, Integer> depths = new HashMap<>();

    private DependencyPaths(Map<String, ? extends SortedSet<String>> needs) {
        this.needs = needs;
    }

    /** The first circle, as the keys on it; the first key comes again at the end. */
    public static Optional<List<String>> cycleIn(Map<String, ? extends SortedSet<String>> needs) {
        var paths = new DependencyPaths(needs);
        for (var key : needs.keySet()) {
            var cycle = paths.follow(key);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        return Optional.empty();
    }

    /** The number of steps of the longest chain; the lines must hold no circle. */
    public static int longestIn(Map<String, ? extends SortedSet<String>> needs) {
        var paths = new DependencyPaths(needs);
        needs.keySet().forEach(paths::follow);
        return paths.depths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Depth first with a stack of its own: a declared chain may be longer than the stack of a thread. */
    private Optional<List<String>> follow(String start) {
        var open = new LinkedHashSet<String>();
        var stack = new ArrayList<Step>();
        enter(start, open, stack);
        while (!stack.isEmpty()) {
            var step = stack.getLast();
            if (step.next >= step.needs.size()) {
                stack.removeLast();
                open.remove(step.key);
                depths.put(step.key, depthOf(step));
                continue;
            }
            var needed = step.needs.get(step.next++);
            if (open.contains(needed)) {
                return Optional.of(circle(open, needed));
            }
            enter(needed, open, stack);
        }
        return Optional.empty();
    }

    private void enter(String key, LinkedHashSet<String> open, List<Step> stack) {
        var needed = needs.get(key);
        if (needed != null && !depths.containsKey(key)) {
            open.add(key);
            stack.add(new Step(key, List.copyOf(needed)));
        }
    }

    private int depthOf(Step step) {
        return step.needs.stream()
                .mapToInt(needed -> 1 + depths.getOrDefault(needed, 0))
                .max()
                .orElse(0);
    }

    private static List<String> circle(LinkedHashSet<String> open, String first) {
        var keys = new ArrayList<>(open);
        var circle = new ArrayList<>(keys.subList(keys.indexOf(first), keys.size()));
        circle.add(first);
        return List.copyOf(circle);
    }

    private static final class Step {
        private final String key;
        private final List<String> needs;
        private int next;

        private Step(String key, List<String> needs) {
            this.key = key;
            this.needs = needs;
        }
    }
}
