package org.vigie.contracts;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was signed with a client.
 *
 * @param stabilisation how long a service must hold before it counts as restored
 * @param relapse a failure again within this delay continues the same incident
 * @param pauses the reasons for which a clock may stand still
 * @param priorities which priority follows from impact and urgency
 * @param escalation whom to tell on the way to each deadline
 */
public record Contract(
        String key,
        LocalDate from,
        @Nullable LocalDate to,
        @Nullable Availability availability,
        Duration stabilisation,
        Duration relapse,
        SortedSet<String> pauses,
        PriorityMatrix priorities,
        Escalation escalation) {

    public static final Duration DEFAULT_STABILISATION = Duration.ofMinutes(15);
    public static final Duration DEFAULT_RELAPSE = Duration.ofHours(2);

    /** What stops a clock where the contract names nothing else. */
    public static final SortedSet<String> DEFAULT_PAUSES =
            Collections.unmodifiableSortedSet(new TreeSet<>(Set.of("waiting-for-client")));

    public Contract {
        if (availability != null) {
            availability = new Availability(
                    availability.target().stripTrailingZeros(), availability.method(), availability.unknownCountsAs());
        }
        pauses = Collections.unmodifiableSortedSet(new TreeSet<>(pauses));
    }

    /** With the usual matrix and no escalation. */
    public Contract(
            String key,
            LocalDate from,
            @Nullable LocalDate to,
            @Nullable Availability availability,
            Duration stabilisation,
            Duration relapse,
            SortedSet<String> pauses) {
        this(key, from, to, availability, stabilisation, relapse, pauses, PriorityMatrix.USUAL, Escalation.NONE);
    }

    /** Method A leaves agreed maintenance in the denominator, method B takes it out. */
    public enum Method {
        A,
        B
    }

    public enum UnknownCountsAs {
        UNMEASURED,
        UP,
        DOWN
    }

    /** @param target in per cent */
    public record Availability(BigDecimal target, Method method, UnknownCountsAs unknownCountsAs) {}
}
