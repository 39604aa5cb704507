package org.vigie.probe;

import java.util.Set;
import java.util.TreeSet;

/**
 * The machine (or container) that this process runs on.
 *
 * @param levels CPU, memory and disks: used share from 0 to 1; load: one-minute load per core; network: bytes per
 *     second in either direction
 * @param only mount points (disks) or interfaces (network) to look at; empty means all real ones
 */
public record LocalHostSpec(What what, Levels levels, Set<String> only) implements ProbeSpec {
    /** What is looked at. */
    public enum What {
        CPU,
        MEMORY,
        DISKS,
        NETWORK,
        LOAD;

        Levels usualLevels() {
            return switch (this) {
                case CPU -> Levels.of(0.90, 0.98);
                case MEMORY -> Levels.of(0.90, 0.97);
                case DISKS -> Levels.of(0.85, 0.95);
                case NETWORK -> Levels.none();
                case LOAD -> Levels.of(2, 4);
            };
        }

        private boolean isShare() {
            return this == CPU || this == MEMORY || this == DISKS;
        }
    }

    public LocalHostSpec {
        if (what.isShare()) {
            InvalidProbe.unless(
                    (levels.warning() == null || levels.warning() <= 1)
                            && (levels.critical() == null || levels.critical() <= 1),
                    "levels",
                    "probe.rule.range",
                    0,
                    1);
        }
        InvalidProbe.unless(only.isEmpty() || what == What.DISKS || what == What.NETWORK, "only", "probe.rule.only");
        InvalidProbe.unless(only.size() <= 200, "only", "probe.rule.entries", 0, 200);
        only = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(only));
    }

    public static LocalHostSpec of(What what) {
        return new LocalHostSpec(what, what.usualLevels(), Set.of());
    }
}
