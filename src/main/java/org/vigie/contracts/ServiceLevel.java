package org.vigie.contracts;

import java.util.Map;
import org.vigie.shared.Priority;

/**
 * A named set of promises. Targets by kind of ticket ("incident", "request"), then priority, then milestone, in the
 * words of the declarations ("4h", "2 working-days").
 */
public record ServiceLevel(String key, String calendar, Map<String, Map<Priority, Map<Milestone, String>>> targets) {
    public ServiceLevel {
        targets = Targets.tidy(targets);
    }
}
