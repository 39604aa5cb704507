package org.vigie.servicedesk.views;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.vigie.servicedesk.TicketSort;

/** The views that are there from the first day, in the order of a technician's morning. */
public enum ReadyView {
    MINE("state:open assignee:me", TicketSort.DUE),
    UNTAKEN("state:open assignee:none", TicketSort.PRIORITY),
    LATE("state:open due<0m", TicketSort.DUE),
    SOON("state:open due<4h", TicketSort.DUE),
    MAJOR("state:open priority:P1,P2", TicketSort.PRIORITY),
    WAITING("state:waiting", TicketSort.UPDATED),
    ASLEEP("state:open updated>7d", TicketSort.OLDEST),
    SOLVED("state:resolved resolved<7d", TicketSort.UPDATED);

    private final ViewText text;
    private final TicketSort sort;

    ReadyView(String line, TicketSort sort) {
        this.text = ViewText.parse(line);
        this.sort = sort;
    }

    public ViewText text() {
        return text;
    }

    public TicketSort sort() {
        return sort;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ReadyView> of(String key) {
        return Arrays.stream(values()).filter(view -> view.key().equals(key)).findFirst();
    }
}
