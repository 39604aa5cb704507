package org.vigie.contracts;

import java.util.Map;
import java.util.SortedSet;
import org.vigie.shared.Words;

/**
 * What holds for one ticket.
 *
 * @param calendarVersion id of the calendar version in force when it was given
 * @param targets in the words of the declarations; a milestone that was not promised is absent
 * @param escalation whom to tell on the way; no part of what the client was promised
 * @param source where it comes from, for the explanation of a deadline
 */
public record Promise(
        String serviceLevel,
        String calendar,
        long calendarVersion,
        Map<Milestone, String> targets,
        SortedSet<String> pauses,
        Escalation escalation,
        Words source) {}
