package org.vigie.servicedesk.time;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Time to be booked.
 *
 * @param activity as written
 * @param startedAt null: it ends now
 * @param minutes whole ones; none only in a correction, where it takes the entry back
 */
public record NewTimeEntry(String activity, @Nullable Instant startedAt, int minutes, boolean billable, String note) {}
