package org.vigie.console.tickets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;
import org.vigie.servicedesk.TicketQuery;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.views.Field;
import org.vigie.servicedesk.views.ViewText;

/** A view being made: rows that are added, dropped and turned before it is kept. Nothing of it lives on the server. */
public record ViewForm(String name, boolean shared, TicketSort sort, List<ViewRow> rows) {
    private static final int MOST_ROWS = 20;

    static ViewForm of(String name, boolean shared, TicketSort sort, ViewText text) {
        List<ViewRow> rows = ViewRow.of(text);
        return new ViewForm(name, shared, sort, rows.isEmpty() ? List.of(ViewRow.fresh(0, 0, Field.STATE)) : rows);
    }

    static ViewForm read(MultiValueMap<String, String> form) {
        var rows = new ArrayList<ViewRow>();
        for (int i = 0; i < MOST_ROWS + 1; i++) {
            String field = form.getFirst("r" + i + ".field");
            if (field != null) {
                rows.add(row(i, field, form));
            }
        }
        return new ViewForm(
                Objects.requireNonNullElse(form.getFirst("name"), ""),
                form.getFirst("shared") != null,
                sort(form.getFirst("sort")),
                rows);
    }

    private static ViewRow row(int index, String word, MultiValueMap<String, String> form) {
        String prefix = "r" + index + ".";
        Field field = Arrays.stream(Field.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElse(Field.STATE);
        var values = new ArrayList<String>();
        for (String given : form.getOrDefault(prefix + "value", List.of())) {
            Arrays.stream(given.split(",", -1))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty() && !values.contains(value))
                    .forEach(values::add);
        }
        boolean sameField = word.equals(form.getFirst(prefix + "was"));
        ViewRow fresh = ViewRow.fresh(index, group(form.getFirst(prefix + "group")), field);
        if (!sameField) {
            return fresh;
        }
        return new ViewRow(
                index,
                fresh.group(),
                field,
                Objects.requireNonNullElse(form.getFirst(prefix + "how"), fresh.how()),
                values,
                Objects.requireNonNullElse(form.getFirst(prefix + "unit"), "h"));
    }

    private static int group(@org.jspecify.annotations.Nullable String written) {
        return written != null && written.matches("\\d") ? Integer.parseInt(written) : 0;
    }

    private static TicketSort sort(@org.jspecify.annotations.Nullable String word) {
        return Arrays.stream(TicketSort.values())
                .filter(sort -> sort.name().equalsIgnoreCase(word))
                .findFirst()
                .orElse(TicketSort.PRIORITY);
    }

    /** @param deed add:GROUP, or, drop:ROW; anything else only shows the form again */
    ViewForm done(String deed) {
        var changed = new ArrayList<>(rows);
        if (deed.startsWith("add:") && rows.size() < MOST_ROWS) {
            changed.add(ViewRow.fresh(0, group(deed.substring(4)), Field.PRIORITY));
        } else if (deed.equals("or") && groups().size() < TicketQuery.MOST_GROUPS && rows.size() < MOST_ROWS) {
            changed.add(ViewRow.fresh(0, groups().size(), Field.STATE));
        } else if (deed.startsWith("drop:")) {
            changed.removeIf(row -> deed.equals("drop:" + row.index()));
        }
        return new ViewForm(name, shared, sort, numbered(changed));
    }

    /** Groups side by side without holes, rows in the order of their groups. */
    private static List<ViewRow> numbered(List<ViewRow> rows) {
        var numbered = new ArrayList<ViewRow>();
        int group = 0;
        for (List<ViewRow> some : byGroup(rows).values()) {
            for (ViewRow row : some) {
                numbered.add(new ViewRow(numbered.size(), group, row.field(), row.how(), row.values(), row.unit()));
            }
            group++;
        }
        return numbered;
    }

    private static Map<Integer, List<ViewRow>> byGroup(List<ViewRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(ViewRow::group, TreeMap::new, Collectors.toList()));
    }

    public List<List<ViewRow>> groups() {
        return List.copyOf(byGroup(rows).values());
    }

    /** Rows without a value are left out. */
    String line() {
        return groups().stream()
                .map(group -> group.stream()
                        .filter(ViewRow::isFilled)
                        .map(ViewRow::written)
                        .collect(Collectors.joining(" ")))
                .filter(group -> !group.isEmpty())
                .collect(Collectors.joining(" or "));
    }
}
