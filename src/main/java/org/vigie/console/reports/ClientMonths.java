package org.vigie.console.reports;

import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.vigie.organization.Client;

/** A client and its last months, the newest first. */
public record ClientMonths(Client client, List<YearMonth> months) {

    private static final int SHOWN = 6;

    static ClientMonths upTo(Client client, YearMonth newest) {
        return new ClientMonths(
                client,
                Stream.iterate(newest, month -> month.minusMonths(1))
                        .limit(SHOWN)
                        .toList());
    }
}
