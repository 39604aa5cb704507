package org.vigie.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.SetTime;
import org.vigie.SmallHouse;
import org.vigie.contracts.Contracts;
import org.vigie.organization.Teams;
import org.vigie.servicedesk.TicketFilter;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.TicketState;
import org.vigie.servicedesk.Tickets;
import org.vigie.shared.Priority;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Lists of tickets at 1 000 000 rows, 200 clients, the largest with 240 000, through the door and behind the fence. */
public final class TicketsBench {
    private static final int TICKETS = 1_000_000;
    private static final int RUNS = 40;

    private record View(String name, TicketFilter filter, TicketSort sort) {}

    private record Looker(String name, Scope scope) {}

    private TicketsBench() {}

    public static void main(String[] args) {
        run(System.out);
    }

    public static void run(PrintStream out) {
        try (var house = new SmallHouse(TicketsBench::furnish, "servicedesk")) {
            long began = System.nanoTime();
            fill(house);
            out.printf(
                    Locale.ROOT, "%d tickets written in %d s%n", TICKETS, (System.nanoTime() - began) / 1_000_000_000);
            var tickets = house.get(Tickets.class);
            out.printf("%-34s %-10s %8s %8s %8s%n", "view (50 rows, ms)", "scope", "p50", "p95", "max");
            for (View view : views()) {
                for (Looker looker : lookers()) {
                    measure(out, tickets, view, looker);
                }
            }
        }
    }

    private static void measure(PrintStream out, Tickets tickets, View view, Looker looker) {
        double[] times = new double[RUNS];
        for (int run = -5; run < RUNS; run++) {
            long start = System.nanoTime();
            String cursor = null;
            // Every other run reads the second page too and is counted for that page.
            var page = looker.scope().call(() -> tickets.list(view.filter(), view.sort(), null, 50));
            if (run % 2 != 0 && page.next() != null) {
                cursor = page.next();
                start = System.nanoTime();
                String from = cursor;
                looker.scope().call(() -> tickets.list(view.filter(), view.sort(), from, 50));
            }
            if (run >= 0) {
                times[run] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        out.printf(
                Locale.ROOT,
                "%-34s %-10s %8.1f %8.1f %8.1f%s%n",
                view.name(),
                looker.name(),
                times[RUNS / 2],
                times[RUNS * 95 / 100],
                times[RUNS - 1],
                times[RUNS * 95 / 100] > 50 ? "  over 50 ms" : "");
        out.flush();
    }

    private static List<View> views() {
        var open = TicketFilter.open();
        var any = TicketFilter.any();
        var views = new ArrayList<View>();
        views.add(new View("open, least time left", open, TicketSort.DUE));
        views.add(new View("open, priority", open, TicketSort.PRIORITY));
        views.add(new View("all, newest", any, TicketSort.NEWEST));
        views.add(new View("all, updated", any, TicketSort.UPDATED));
        views.add(new View("open P1, oldest", with(open, Priority.P1, null, null, null, null), TicketSort.OLDEST));
        views.add(new View("team n3 open, due", with(open, null, "n3", null, null, null), TicketSort.DUE));
        views.add(new View("my open, due", with(open, null, null, "Agent 17", null, null), TicketSort.DUE));
        views.add(new View("all of one asset, newest", with(any, null, null, null, 77L, null), TicketSort.NEWEST));
        views.add(new View(
                "waiting, updated",
                new TicketFilter(null, Set.of(TicketState.WAITING), null, null, null, null, null, null, false),
                TicketSort.UPDATED));
        views.add(new View("word in 1/10, newest", with(any, null, null, null, null, "imprimante"), TicketSort.NEWEST));
        views.add(new View("rare word, newest", with(any, null, null, null, null, "dossier 4321"), TicketSort.NEWEST));
        views.add(new View("rare word, open, due", with(open, null, null, null, null, "dossier 432"), TicketSort.DUE));
        views.add(new View(
                "team and word, P2, priority", with(any, Priority.P2, "n2", null, null, "écran"), TicketSort.PRIORITY));
        return views;
    }

    private static TicketFilter with(
            TicketFilter base, Priority priority, String team, String assignee, Long asset, String text) {
        return new TicketFilter(null, Set.of(), priority, team, assignee, asset, null, text, base.openOnly());
    }

    private static List<Looker> lookers() {
        return List.of(
                new Looker("one", Scope.of(new TenantId(1))),
                new Looker("small", Scope.of(new TenantId(150))),
                new Looker(
                        "many(20)",
                        Scope.many(IntStream.rangeClosed(101, 120)
                                .mapToObj(TenantId::new)
                                .toList())),
                new Looker("across", Scope.across("a benchmark")));
    }

    private static void fill(SmallHouse house) {
        try (Connection connection = house.database.owner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table servicedesk.ticket no force row level security");
            statement.execute("""
                    insert into servicedesk.ticket (tenant_id, kind, state, priority, impact, urgency, asset_id,
                      service_id, title, title_folded, description, requester, team, level, assignee, assignee_account,
                      opened_at, updated_at, resolved_at, waiting_reason, next_due_at)
                    select tenant, n %% 2, state, (n * 7) %% 4, (n * 7) %% 3, n %% 3, n %% 5000, n %% 300, title, lower(title),
                      repeat('Le poste ne repond plus depuis ce matin. ', 6), 'Requester ' || n %% 3000,
                      'n' || 1 + (n * 13) %% 3, 1 + (n * 13) %% 3, case when n %% 5 > 0 then 'Agent ' || (n * 31) %% 60 end,
                      case when n %% 5 > 0 then (n * 31) %% 60 end, opened, opened + (n %% 100) * interval '1 hour',
                      case when state > 2 then opened + interval '5 hours' end,
                      case when state = 2 then 'waiting-for-client' end,
                      case when state < 2 then opened + (n %% 500) * interval '1 hour' end
                    from (
                      select n,
                        case when n %% 100 < 24 then 1 else (2 + (n * 7919) %% 199)::int end as tenant,
                        case when (n * 104729) %% 100 < 8 then (n * 31) %% 3 else 3 + n %% 2 end as state,
                        (array['Imprimante muette', 'Messagerie lente', 'VPN refuse', 'Disque plein', 'Ecran noir',
                          'Acces au partage', 'Mot de passe', 'Sauvegarde', 'Telephone', 'Site web'])[1 + (n * 17) %% 10]
                          || ' dossier ' || n as title,
                        timestamptz '2024-01-01' + n * interval '90 seconds' as opened
                      from generate_series(1::bigint, %d) n
                    ) made
                    """.formatted(TICKETS));
            statement.execute("alter table servicedesk.ticket force row level security");
            statement.execute("vacuum analyze servicedesk.ticket");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void furnish(AnnotationConfigApplicationContext context) {
        context.registerBean(InstantSource.class, () -> new SetTime("2026-11-23T09:00:00Z"));
        context.registerBean(Contracts.class, () -> new Contracts(null, null, null, null));
        context.registerBean(Teams.class, () -> new Teams(null, null));
        context.registerBean(
                TransactionTemplate.class,
                () -> new TransactionTemplate(context.getBean(DataSourceTransactionManager.class)));
    }
}
