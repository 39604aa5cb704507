package org.vigie.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.SetTime;
import org.vigie.SmallHouse;
import org.vigie.contracts.Contracts;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.search.TicketSearch;
import org.vigie.servicedesk.search.TicketsFound;
import org.vigie.shared.TenantId;

/**
 * Search through the door and behind the fence, in tickets with five messages each, of 200 clients, the largest with a
 * quarter of them. Words are as frequent as in a language: a few in most tickets, most in a few. {@code ./vigie bench
 * search 100000} is the same with fewer.
 */
public final class SearchBench {
    private static final int RUNS = 20;
    private static final int SHOWN = 20;

    private record Looker(String name, Viewer viewer) {}

    private SearchBench() {}

    public static void main(String[] args) throws SQLException {
        run(System.out, args);
    }

    public static void run(PrintStream out, String[] args) throws SQLException {
        int tickets = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        try (var house = new SmallHouse(SearchBench::furnish, "organization", "calendar", "files", "servicedesk")) {
            long began = System.nanoTime();
            try (Connection owner = house.database.owner().getConnection()) {
                TicketsBench.fill(owner, tickets, 1);
                write(owner);
            }
            out.printf(
                    Locale.ROOT,
                    "%d tickets and %d messages written in %d s%n",
                    tickets,
                    5L * tickets,
                    (System.nanoTime() - began) / 1_000_000_000);
            measure(out, house.get(TicketSearch.class), tickets);
        }
    }

    private static void measure(PrintStream out, TicketSearch search, int tickets) {
        List<String> queries = List.of(
                "imprimante",
                "messagerie lente",
                "poste",
                "serveur sauvegarde toner",
                "serveur introuvable",
                "motabcde",
                "motabcd imprimante",
                "motjjja",
                "motbbb motccc",
                "dossier",
                "imprimnate muette",
                "zzzzqqqq",
                "dossier " + tickets / 3,
                "#" + tickets / 2);
        List<Looker> lookers = List.of(
                new Looker("largest", viewer(1, 1)),
                new Looker("small", viewer(150, 150)),
                new Looker("5", viewer(3, 7)),
                new Looker("50 and it", viewer(1, 51)),
                new Looker("all", new Viewer(1, "a", "a", Role.ADMINISTRATOR, Locale.FRENCH, true, new TreeSet<>())));
        out.printf("%-28s", "p50/p95 of 20, ms");
        lookers.forEach(looker -> out.printf(" %16s", looker.name()));
        out.println();
        var all = new double[queries.size() * lookers.size() * RUNS];
        int at = 0;
        for (String query : queries) {
            out.printf("%-28s", query);
            for (Looker looker : lookers) {
                double[] times = new double[RUNS];
                TicketsFound found = ask(search, looker, query);
                for (int run = 0; run < RUNS; run++) {
                    long start = System.nanoTime();
                    ask(search, looker, query);
                    times[run] = (System.nanoTime() - start) / 1e6;
                    all[at++] = times[run];
                }
                Arrays.sort(times);
                out.printf(
                        Locale.ROOT,
                        " %16s",
                        String.format(
                                Locale.ROOT,
                                "%.0f/%.0f (%d%s)",
                                times[RUNS / 2],
                                times[RUNS * 95 / 100],
                                found.known(),
                                found.more() ? "+" : ""));
            }
            out.println();
            out.flush();
        }
        Arrays.sort(all);
        out.printf(
                Locale.ROOT,
                "all: p50 %.1f ms, p95 %.1f ms, longest %.1f ms%n",
                all[all.length / 2],
                all[all.length * 95 / 100],
                all[all.length - 1]);
    }

    private static TicketsFound ask(TicketSearch search, Looker looker, String query) {
        return looker.viewer().scope().call(() -> search.find(looker.viewer(), query, null, SHOWN));
    }

    private static Viewer viewer(int first, int last) {
        var clients = new TreeSet<TenantId>();
        IntStream.rangeClosed(first, last).mapToObj(TenantId::new).forEach(clients::add);
        return new Viewer(1, "a", "a", Role.TECHNICIAN, Locale.FRENCH, false, clients);
    }

    private static void write(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            for (String table : List.of("timeline_entry", "sought", "known_word", "ticket")) {
                statement.execute("alter table servicedesk." + table + " no force row level security");
            }
            statement.execute("set maintenance_work_mem = '512MB'");
            statement.execute("set work_mem = '64MB'");
            statement.execute("select setseed(0.5)");
            // The 60 most frequent words are ours, the others are numbers in letters.
            statement.execute("""
                    create function pg_temp.word(i int) returns text language sql immutable as $$
                      select case when i < 60 then (array['bonjour','merci','poste','serveur','imprimante','compte','erreur',
                        'reseau','message','fichier','acces','ecran','demarrage','sauvegarde','client','mise','jour','probleme',
                        'utilisateur','session','connexion','dossier','partage','licence','telephone','logiciel','version',
                        'lenteur','panne','disque','clavier','souris','messagerie','outlook','calendrier','bureau','domaine',
                        'droits','toner','papier','cable','switch','routeur','borne','wifi','vpn','certificat','antivirus',
                        'scan','batterie','portable','station','ecrans','navigateur','page','site','formulaire','export',
                        'facture','commande'])[i + 1] else 'mot' || translate(i::text, '0123456789', 'abcdefghij') end
                    $$
                    """);
            statement.execute("drop index servicedesk.timeline_entry_ticket");
            statement.execute("""
                    insert into servicedesk.timeline_entry (tenant_id, number, at, kind, by_name, by_person, code, args, body,
                      internal)
                    select t.tenant_id, t.number, t.opened_at + m * interval '1 hour', 'MESSAGE', 'Agent', true,
                      'timeline.message', '{Agent}',
                      (select string_agg(pg_temp.word(floor(50000 * power(random(), 5))::int), ' ')
                       from generate_series(1, 12) where m > 0), m = 3
                    from servicedesk.ticket t cross join generate_series(1, 5) m
                    """);
            statement.execute(
                    "create index timeline_entry_ticket on servicedesk.timeline_entry (tenant_id, number, id)");
            statement.execute("drop index servicedesk.sought_words");
            statement.execute("drop index servicedesk.sought_inside");
            statement.execute("""
                    insert into servicedesk.sought (number, tenant_id, words, inside)
                    select t.number, t.tenant_id, open.stems, open.stems || inside.stems
                    from servicedesk.ticket t
                    cross join lateral (
                      select servicedesk.stemmed(array_remove(regexp_split_to_array(
                          lower(t.title || ' ' || t.description || ' ' || string_agg(e.body, ' ')), '[^a-z0-9]+'), '')) as stems
                      from servicedesk.timeline_entry e
                      where e.tenant_id = t.tenant_id and e.number = t.number and not e.internal) open
                    cross join lateral (
                      select servicedesk.stemmed(regexp_split_to_array(string_agg(e.body, ' '), ' ')) as stems
                      from servicedesk.timeline_entry e
                      where e.tenant_id = t.tenant_id and e.number = t.number and e.internal) inside
                    """);
            statement.execute("create index sought_words on servicedesk.sought using gin (tenant_id, words)");
            statement.execute("create index sought_inside on servicedesk.sought using gin (tenant_id, inside)"
                    + " where inside is not null");
            statement.execute("""
                    insert into servicedesk.known_word
                    select pg_temp.word(i) from generate_series(0, 49999) i
                    on conflict do nothing
                    """);
            statement.execute("insert into servicedesk.known_word values ('muette'), ('lente') on conflict do nothing");
            for (String table : List.of("timeline_entry", "sought", "known_word", "ticket")) {
                statement.execute("alter table servicedesk." + table + " force row level security");
                statement.execute("vacuum analyze servicedesk." + table);
            }
        }
    }

    private static void furnish(AnnotationConfigApplicationContext context) {
        context.registerBean(InstantSource.class, () -> new SetTime("2026-11-23T09:00:00Z"));
        context.registerBean(Contracts.class, () -> new Contracts(null, null, null, null));
        context.registerBean(
                TransactionTemplate.class,
                () -> new TransactionTemplate(context.getBean(DataSourceTransactionManager.class)));
    }
}
