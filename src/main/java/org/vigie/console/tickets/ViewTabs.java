package org.vigie.console.tickets;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.servicedesk.TicketFilter;
import org.vigie.servicedesk.TicketQuery;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.views.ReadyView;
import org.vigie.servicedesk.views.SavedViews;
import org.vigie.servicedesk.views.ViewText;
import org.vigie.shared.NotFound;

/** The views beside the list, and how many tickets each shows: counted up to 99 and no further. */
@Component
class ViewTabs {
    static final int MOST = 99;

    private final SavedViews saved;
    private final Tickets tickets;
    private final ViewerScope look;

    ViewTabs(SavedViews saved, Tickets tickets, ViewerScope look) {
        this.saved = saved;
        this.tickets = tickets;
        this.look = look;
    }

    /** None for who does not work on tickets. */
    List<ViewTab> of(Viewer viewer) {
        if (!viewer.may(Permission.WORK_ON_TICKETS)) {
            return List.of();
        }
        var tabs = new ArrayList<ViewTab>();
        Arrays.stream(ReadyView.values()).map(ViewTab::of).forEach(tabs::add);
        saved.of(viewer).forEach(view -> tabs.add(ViewTab.of(view, saved.mayChange(viewer, view))));
        return tabs;
    }

    List<ViewTab> counted(Viewer viewer, @Nullable String client, ZoneId zone) {
        return of(viewer).stream()
                .map(tab -> {
                    TicketQuery query = saved.query(viewer, tab.text(), zone);
                    return tab.counted(
                            look.maybeOf(viewer, client, () -> tickets.count(TicketFilter.any(), query, MOST + 1)),
                            MOST);
                })
                .toList();
    }

    @Nullable
    ViewTab find(Viewer viewer, @Nullable String key) {
        if (key == null || key.isBlank() || !viewer.may(Permission.WORK_ON_TICKETS)) {
            return null;
        }
        return ReadyView.of(key).map(ViewTab::of).orElseGet(() -> {
            if (!key.matches("\\d{1,18}")) {
                throw NotFound.of("view", key);
            }
            var view = saved.get(viewer, Long.parseLong(key));
            return ViewTab.of(view, saved.mayChange(viewer, view));
        });
    }

    /** Both at once: what the view asks and what is asked besides. */
    TicketQuery query(Viewer viewer, @Nullable ViewTab tab, @Nullable String where, ZoneId zone) {
        ViewText besides = ViewText.parse(where == null ? "" : where);
        ViewText text = tab == null ? besides : tab.text().and(besides);
        return saved.query(viewer, text, zone);
    }
}
