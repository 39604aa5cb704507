package org.vigie.servicedesk;

import org.vigie.shared.Priority;

/** Impact x urgency, as ITIL draws it: high and high is P1, low and low is P4. */
public final class Matrix {
    private Matrix() {}

    public static Priority priority(Grade impact, Grade urgency) {
        return switch (impact.ordinal() + urgency.ordinal()) {
            case 0 -> Priority.P1;
            case 1 -> Priority.P2;
            case 2 -> Priority.P3;
            default -> Priority.P4;
        };
    }
}
