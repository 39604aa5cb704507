package org.vigie.console.tickets;

import org.jspecify.annotations.Nullable;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.views.ReadyView;
import org.vigie.servicedesk.views.SavedView;
import org.vigie.servicedesk.views.ViewText;

/**
 * A view beside the list, ready or kept.
 *
 * @param name null for a ready one, whose name is a text
 * @param count how many it shows, as a reader is told; null before it was counted
 */
public record ViewTab(
        String key,
        @Nullable String name,
        ViewText text,
        TicketSort sort,
        boolean shared,
        boolean mayChange,
        @Nullable String count) {

    static ViewTab of(ReadyView view) {
        return new ViewTab(view.key(), null, view.text(), view.sort(), false, false, null);
    }

    static ViewTab of(SavedView view, boolean mayChange) {
        return new ViewTab(
                Long.toString(view.id()), view.name(), view.text(), view.sort(), view.shared(), mayChange, null);
    }

    ViewTab counted(int count, int most) {
        return new ViewTab(key, name, text, sort, shared, mayChange, count > most ? most + "+" : String.valueOf(count));
    }
}
