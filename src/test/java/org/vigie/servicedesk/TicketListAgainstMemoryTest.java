package org.vigie.servicedesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.vigie.servicedesk.Condition.Among;
import org.vigie.servicedesk.Condition.Before;
import org.vigie.servicedesk.Condition.Column;
import org.vigie.servicedesk.Condition.Since;
import org.vigie.shared.Priority;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Each list is the one that a program without indexes, pages and fences would make of the same rows. */
class TicketListAgainstMemoryTest {
    private static final int CLIENTS = 6;
    private static final List<String> WORDS = List.of(
            "Écran noir", "imprimante MUETTE", "Réseau lent", "100% disque", "Accès  refusé", "Boîte_aux_lettres");
    private static final List<@Nullable String> SOUGHT = Arrays.asList(
            null,
            null,
            null,
            null,
            "écran",
            "MUETTE",
            "reseau lent",
            "100%",
            "acces refuse",
            "e_aux",
            "introuvable",
            "ecr");

    static Desk desk;
    static final List<Row> rows = new ArrayList<>();

    /** A ticket as the test keeps it; nothing else than what lists ask for. */
    record Row(
            long number,
            TenantId tenant,
            TicketKind kind,
            TicketState state,
            Priority priority,
            @Nullable String team,
            @Nullable String assignee,
            @Nullable Long asset,
            @Nullable Long service,
            @Nullable String category,
            String title,
            Instant opened,
            Instant updated,
            @Nullable Instant due) {

        Row moved(Priority priority, Instant updated, @Nullable Instant due) {
            return new Row(
                    number, tenant, kind, state, priority, team, assignee, asset, service, category, title, opened,
                    updated, due);
        }
    }

    @BeforeAll
    static void write() {
        desk = new Desk();
        var chance = new Random(20261126);
        for (int i = 0; i < 400; i++) {
            rows.add(watch(write(row(5_000 + i, chance))));
        }
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static <T> T one(List<T> of, Random chance) {
        return of.get(chance.nextInt(of.size()));
    }

    /** Few values for each column, so that equal keys are the rule. */
    private static Row row(long number, Random chance) {
        return new Row(
                number,
                new TenantId(1 + chance.nextInt(CLIENTS)),
                one(List.of(TicketKind.values()), chance),
                one(List.of(TicketState.values()), chance),
                one(List.of(Priority.values()), chance),
                one(Arrays.asList(null, "n1", "n2"), chance),
                one(Arrays.asList(null, "Léa", "Sami", "Zoé"), chance),
                one(Arrays.asList(null, 1L, 2L), chance),
                one(Arrays.asList(null, 7L), chance),
                one(Arrays.asList(null, "network", "network-wifi", "mail"), chance),
                one(WORDS, chance) + " " + (chance.nextInt(4) == 0 ? 5_000 + chance.nextInt(400) : chance.nextInt(50)),
                moment(chance),
                moment(chance),
                chance.nextInt(3) == 0 ? null : moment(chance));
    }

    private static Instant moment(Random chance) {
        return Instant.parse("2026-11-01T08:00:00Z").plusSeconds(3_600L * chance.nextInt(40));
    }

    private static Row write(Row row) {
        desk.house.inTransaction(
                row.tenant,
                () -> desk.house
                        .get(JdbcClient.class)
                        .sql("""
                        insert into servicedesk.ticket (number, kind, state, priority, impact, urgency, service_id,
                          asset_id, category, title, title_folded, description, team, level, assignee, opened_at, updated_at,
                          waiting_reason, next_due_at)
                        values (?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?, '', ?, 1, ?, ?, ?, ?, ?)
                        """)
                        .params(Arrays.asList(
                                row.number,
                                row.kind.ordinal(),
                                row.state.ordinal(),
                                row.priority.ordinal(),
                                row.service,
                                row.asset,
                                row.category,
                                row.title,
                                SearchText.folded(row.title),
                                row.team,
                                row.assignee,
                                Columns.utc(row.opened),
                                Columns.utc(row.updated),
                                row.state == TicketState.WAITING ? "waiting-for-client" : null,
                                Columns.utc(row.due)))
                        .update());
        return row;
    }

    /** Of two people, each follows every so many tickets. */
    private static Row watch(Row row) {
        for (long person : List.of(3L, 7L)) {
            if (row.number % person == 0) {
                desk.house.inTransaction(
                        row.tenant,
                        () -> desk.house
                                .get(JdbcClient.class)
                                .sql("insert into servicedesk.watcher (number, person_id, at, by_name, by_person)"
                                        + " values (?, ?, now(), 'Léa', true)")
                                .params(row.number, person)
                                .update());
            }
        }
        return row;
    }

    private static Row change(Row row, Random chance) {
        Row moved = row.moved(
                one(List.of(Priority.values()), chance), moment(chance), chance.nextBoolean() ? null : moment(chance));
        desk.house.inTransaction(
                row.tenant,
                () -> desk.house
                        .get(JdbcClient.class)
                        .sql(
                                "update servicedesk.ticket set priority = ?, updated_at = ?, next_due_at = ? where number = ?")
                        .params(Arrays.asList(
                                moved.priority.ordinal(),
                                Columns.utc(moved.updated),
                                Columns.utc(moved.due),
                                moved.number))
                        .update());
        return moved;
    }

    private static TicketFilter filter(Random chance) {
        Set<TicketState> states = EnumSet.noneOf(TicketState.class);
        for (int i = chance.nextInt(3); i > 0; i--) {
            states.add(one(List.of(TicketState.values()), chance));
        }
        String text = one(SOUGHT, chance);
        return new TicketFilter(
                chance.nextInt(4) == 0 ? one(List.of(TicketKind.values()), chance) : null,
                states,
                chance.nextInt(3) == 0 ? one(List.of(Priority.values()), chance) : null,
                chance.nextInt(3) == 0 ? "n" + (1 + chance.nextInt(3)) : null,
                chance.nextInt(3) == 0 ? one(List.of("Léa", "Sami"), chance) : null,
                chance.nextInt(4) == 0 ? 1L + chance.nextInt(2) : null,
                chance.nextInt(4) == 0 ? 7L : null,
                text == null && chance.nextInt(8) == 0
                        ? (chance.nextBoolean() ? "#" : "") + (5_000 + chance.nextInt(400))
                        : text,
                chance.nextBoolean());
    }

    private static boolean matches(TicketFilter filter, Row row) {
        return (filter.kind() == null || filter.kind() == row.kind)
                && (!filter.openOnly() || row.state.isOpen())
                && (filter.states().isEmpty() || filter.states().contains(row.state))
                && (filter.priority() == null || filter.priority() == row.priority)
                && (filter.team() == null || filter.team().equals(row.team))
                && (filter.assignee() == null || filter.assignee().equals(row.assignee))
                && (filter.asset() == null || filter.asset().equals(row.asset))
                && (filter.service() == null || filter.service().equals(row.service))
                && (filter.text() == null
                        || filter.text().replace("#", "").equals("" + row.number)
                        || SearchText.folded(row.title).contains(SearchText.folded(filter.text())));
    }

    private static TicketQuery query(Random chance) {
        var anyOf = new ArrayList<List<Condition>>();
        for (int group = chance.nextInt(4); group > 0; group--) {
            var allOf = new ArrayList<Condition>();
            for (int i = 1 + chance.nextInt(2); i > 0; i--) {
                allOf.add(condition(chance));
            }
            anyOf.add(allOf);
        }
        return new TicketQuery(anyOf);
    }

    private static Condition condition(Random chance) {
        boolean not = chance.nextBoolean();
        boolean none = chance.nextInt(3) == 0;
        return switch (chance.nextInt(9)) {
            case 0 ->
                Condition.ordinals(
                        Column.STATE, List.of(one(List.of(TicketState.values()), chance), TicketState.CLOSED), not);
            case 1 -> Condition.ordinals(Column.PRIORITY, List.of(Priority.P1, Priority.P3), not);
            case 2 -> new Among(Column.TEAM, none ? List.of() : List.of("n" + (1 + chance.nextInt(2))), none, not);
            case 3 -> new Among(Column.ASSIGNEE, List.of("Léa", "Zoé"), none, not);
            case 4 -> new Among(Column.ASSET, List.of("1"), none, not);
            case 5 -> new Among(Column.CATEGORY, List.of("network", "network-wifi"), none, not);
            case 6 -> new Condition.WatchedBy(none ? 3 : 7);
            case 7 -> new Before(one(List.of(Column.DUE, Column.OPENED), chance), moment(chance));
            default -> new Since(one(List.of(Column.DUE, Column.UPDATED), chance), moment(chance));
        };
    }

    private static boolean matches(TicketQuery query, Row row) {
        return query.anyOf().isEmpty()
                || query.anyOf().stream()
                        .anyMatch(allOf -> allOf.stream().allMatch(condition -> matches(condition, row)));
    }

    private static boolean matches(Condition condition, Row row) {
        return switch (condition) {
            case Among(var column, var values, var none, var not) -> {
                Object value = value(column, row);
                yield (value == null ? none : values.contains(value.toString())) != not;
            }
            case Before(var column, var instant) -> value(column, row) instanceof Instant at && at.isBefore(instant);
            case Condition.WatchedBy(long person) -> row.number % person == 0;
            case Since(var column, var instant) -> value(column, row) instanceof Instant at && !at.isBefore(instant);
        };
    }

    private static @Nullable Object value(Column column, Row row) {
        return switch (column) {
            case KIND -> row.kind.ordinal();
            case STATE -> row.state.ordinal();
            case PRIORITY -> row.priority.ordinal();
            case CLIENT -> row.tenant.value();
            case ASSET -> row.asset;
            case SERVICE -> row.service;
            case CATEGORY -> row.category;
            case TEAM -> row.team;
            case ASSIGNEE -> row.assignee;
            case OPENED -> row.opened;
            case UPDATED -> row.updated;
            case DUE -> row.due;
            case LEVEL, BOUNCES, PERSON, SITE, WAITING, RESOLVED -> throw new IllegalArgumentException(column.name());
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void anyViewIsTheRowsOfItsGroupsAndItsCountSaysHowMany(long seed) {
        var chance = new Random(seed);
        int notEmpty = 0;
        for (int i = 0; i < 40; i++) {
            Scope scope = scope(chance);
            TicketFilter filter = chance.nextInt(3) == 0 ? filter(chance) : TicketFilter.any();
            TicketQuery query = query(chance);
            TicketSort sort = one(List.of(TicketSort.values()), chance);
            List<Long> expected = rows.stream()
                    .filter(row -> scope.sees(row.tenant) && matches(filter, row) && matches(query, row))
                    .sorted(order(sort))
                    .map(Row::number)
                    .toList();
            assertThat(walk(scope, filter, query, sort, one(List.of(9, 1000), chance), () -> {}))
                    .as("%s, %s, %s, %s", scope, filter, query, sort)
                    .isEqualTo(expected);
            assertThat(scope.call(() -> desk.tickets().count(filter, query, 99)))
                    .as("count of %s, %s, %s", scope, filter, query)
                    .isEqualTo(Math.min(99, expected.size()));
            notEmpty += expected.isEmpty() ? 0 : 1;
        }
        assertThat(notEmpty).as("views that had rows").isGreaterThan(15);
    }

    private static Comparator<Row> order(TicketSort sort) {
        Comparator<Row> number = Comparator.comparing(Row::number);
        return switch (sort) {
            case NEWEST ->
                Comparator.comparing(Row::opened).thenComparing(number).reversed();
            case OLDEST -> Comparator.comparing(Row::opened).thenComparing(number);
            case PRIORITY -> Comparator.comparing(Row::priority).thenComparing(number);
            case DUE ->
                Comparator.comparing(Row::due, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(number);
            case UPDATED ->
                Comparator.comparing(Row::updated).thenComparing(number).reversed();
        };
    }

    private static Scope scope(Random chance) {
        return switch (chance.nextInt(4)) {
            case 0 -> Scope.of(new TenantId(1 + chance.nextInt(CLIENTS)));
            case 1 -> Scope.across("a test");
            default ->
                Scope.many(chance.ints(1 + chance.nextInt(4), 1, CLIENTS + 1)
                        .mapToObj(TenantId::new)
                        .toList());
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyListIsTheFilteredAndSortedRows(long seed) {
        var chance = new Random(seed);
        int notEmpty = 0;
        for (int i = 0; i < 30; i++) {
            Scope scope = scope(chance);
            TicketFilter filter = filter(chance);
            TicketSort sort = one(List.of(TicketSort.values()), chance);
            int limit = one(List.of(9, 40, 1000), chance);
            List<Long> expected = rows.stream()
                    .filter(row -> scope.sees(row.tenant) && matches(filter, row))
                    .sorted(order(sort))
                    .map(Row::number)
                    .toList();
            assertThat(walk(scope, filter, sort, limit, () -> {}))
                    .as("%s, %s, %s, pages of %d", scope, filter, sort, limit)
                    .isEqualTo(expected);
            notEmpty += expected.isEmpty() ? 0 : 1;
        }
        assertThat(notEmpty).as("lists that had rows").isGreaterThan(8);
    }

    @Test
    void countsBesideListsAreThoseOfTheRows() {
        Instant now = Instant.parse("2026-11-02T03:00:00Z");
        for (Scope scope : List.of(
                Scope.of(new TenantId(2)),
                Scope.many(List.of(new TenantId(1), new TenantId(3))),
                Scope.across("a test"))) {
            List<Row> open = rows.stream()
                    .filter(row -> scope.sees(row.tenant) && row.state.isOpen())
                    .toList();
            var expected = new OpenCounts(
                    open.size(),
                    open.stream()
                            .filter(row -> row.due != null && row.due.isBefore(now))
                            .count(),
                    open.stream().filter(row -> row.assignee == null).count());
            assertThat(expected.late()).isPositive().isLessThan(expected.open());
            assertThat(scope.call(() -> desk.tickets().countOpen(now))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void pagesNeitherSkipNorRepeatWhatStoodStillWhileTheRestMoved(long seed) {
        var chance = new Random(seed);
        TicketSort sort = one(List.of(TicketSort.values()), chance);
        Scope scope = scope(chance);
        TicketFilter filter = chance.nextBoolean() ? TicketFilter.open() : TicketFilter.any();
        List<Long> still = rows.stream()
                .filter(row -> row.number % 3 > 0 && scope.sees(row.tenant) && matches(filter, row))
                .sorted(order(sort))
                .map(Row::number)
                .toList();
        var moving = new HashSet<Long>();
        List<Long> met = walk(scope, filter, sort, 5, () -> {
            for (int i = 0; i < 3; i++) {
                int index = chance.nextInt(400 / 3);
                Row row = rows.get(indexOfMoving(index));
                rows.set(indexOfMoving(index), change(row, chance));
                moving.add(row.number);
            }
        });
        assertThat(met.stream().filter(number -> number % 3 > 0).toList()).isEqualTo(still);
        assertThat(moving).isNotEmpty().allMatch(number -> number % 3 == 0);
    }

    /** Rows whose number divides by three move; 5 001 is the first of them. */
    private static int indexOfMoving(int index) {
        return 1 + 3 * index;
    }

    private static List<Long> walk(
            Scope scope, TicketFilter filter, TicketSort sort, int limit, Runnable betweenPages) {
        return walk(scope, filter, TicketQuery.EVERYTHING, sort, limit, betweenPages);
    }

    private static List<Long> walk(
            Scope scope, TicketFilter filter, TicketQuery query, TicketSort sort, int limit, Runnable betweenPages) {
        var numbers = new ArrayList<Long>();
        String cursor = null;
        do {
            String from = cursor;
            var page = scope.call(() -> desk.tickets().list(filter, query, sort, from, limit));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(ticket -> numbers.add(ticket.number()));
            cursor = page.next();
            if (numbers.size() > 5_000) {
                throw new AssertionError("the list does not end");
            }
            betweenPages.run();
        } while (cursor != null);
        return numbers;
    }
}
