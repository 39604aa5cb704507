package org.vigie.servicedesk.sla;

import org.jspecify.annotations.Nullable;
import org.vigie.calendar.ClockTarget;
import org.vigie.shared.Priority;
import org.vigie.shared.Words;

/**
 * What a clock is held to.
 *
 * @param calendarVersion id of the version of the calendar that counts
 * @param source where the target comes from, for the explanation
 */
public record ClockTerms(ClockTarget target, long calendarVersion, Words source, @Nullable Priority priority) {}
