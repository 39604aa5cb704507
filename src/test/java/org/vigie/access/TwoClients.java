package org.vigie.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.vigie.TestDatabase;
import org.vigie.alerting.Alerts;
import org.vigie.alerting.Signal;
import org.vigie.declaration.Declarations;
import org.vigie.files.Files;
import org.vigie.identity.Account;
import org.vigie.identity.Accounts;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.NewAccount;
import org.vigie.identity.Role;
import org.vigie.identity.SignIns;
import org.vigie.identity.Theme;
import org.vigie.identity.Viewer;
import org.vigie.identity.Visitor;
import org.vigie.inventory.Assets;
import org.vigie.knowledge.ArticleDraft;
import org.vigie.knowledge.ArticleState;
import org.vigie.knowledge.Articles;
import org.vigie.knowledge.Audience;
import org.vigie.knowledge.Language;
import org.vigie.knowledge.Wording;
import org.vigie.mail.Arrivals;
import org.vigie.mail.Letter;
import org.vigie.mail.Mailbox;
import org.vigie.mail.MailboxDraft;
import org.vigie.mail.Mailboxes;
import org.vigie.mail.Outbox;
import org.vigie.mail.SenderRules;
import org.vigie.mail.WantedMailbox;
import org.vigie.monitoring.Checks;
import org.vigie.monitoring.Metrics;
import org.vigie.monitoring.Sample;
import org.vigie.monitoring.SeriesKey;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.reporting.Reports;
import org.vigie.response.Playbooks;
import org.vigie.server.WholeHouse;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.Merges;
import org.vigie.servicedesk.NewTask;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketLinks;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.Tie;
import org.vigie.servicedesk.correspondence.Correspondence;
import org.vigie.servicedesk.correspondence.ReceivedLetter;
import org.vigie.servicedesk.correspondence.ReceivedLetters;
import org.vigie.servicedesk.templates.Recurrences;
import org.vigie.servicedesk.templates.Template;
import org.vigie.servicedesk.templates.Templates;
import org.vigie.servicedesk.texts.TextModules;
import org.vigie.servicedesk.time.NewTimeEntry;
import org.vigie.servicedesk.time.TimeEntries;
import org.vigie.servicedesk.views.SavedViews;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.Severity;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;
import org.vigie.webhook.WebhookDraft;
import org.vigie.webhook.Webhooks;

/**
 * A whole house with two clients that have the same of everything. Alpha is whose people call; bravo is whose secrets
 * must not be seen: its numbers begin at 7000001, its keys with "bravo", and every text of it holds the word "canari".
 */
final class TwoClients implements AutoCloseable {
    static final String CANARY = "canari";
    private static final String PASSWORD = "quatre chevaux bleus";
    private static final Actor TEST = Actor.automatic("test");

    final WholeHouse house;
    final JdbcTemplate superuser;
    final Estate alpha;
    final Estate bravo;
    final List<Caller> callers = new ArrayList<>();
    final Caller bravosManager;
    final Caller chief;
    private final SingleConnectionDataSource connection;

    TwoClients() throws IOException, SQLException {
        house = WholeHouse.open(Map.of(
                "vigie.demo", true,
                "vigie.jobs.enabled", false,
                "vigie.monitoring.watch.enabled", false,
                "vigie.console.live.beat", "1s",
                "vigie.identity.session-cache", "30s"));
        connection = new SingleConnectionDataSource(
                DriverManager.getConnection(
                        house.context().getEnvironment().getRequiredProperty("spring.datasource.url"),
                        TestDatabase.superuser(),
                        TestDatabase.superuserPassword()),
                true);
        superuser = new JdbcTemplate(connection);
        // Triggers rest, so that canaries reach the tables that nobody may change.
        superuser.execute("set session_replication_role = replica");
        apply(declared("alpha", "Alpha"));
        apply("client: charlie\nname: Charlie\n");
        alpha = estate("alpha");
        sequencesFrom(7_000_000);
        apply(declared("bravo", "Bravo canari-client"));
        bravo = estate("bravo");
        plantCanaries();
        sequencesFrom(50_000);
        chief = person("chief", Role.ADMINISTRATOR, true, Set.of());
        bravosManager = person("bravo.chief", Role.DELIVERY_MANAGER, false, Set.of("bravo"));
        admitCallers();
    }

    private void admitCallers() {
        for (Role role : List.of(Role.TECHNICIAN, Role.DELIVERY_MANAGER, Role.CLIENT_MANAGER, Role.REQUESTER)) {
            callers.add(person("alpha." + word(role), role, false, Set.of("alpha")));
        }
        callers.add(person("two.clients", Role.DELIVERY_MANAGER, false, Set.of("alpha", "charlie")));
        callers.add(person("no.client", Role.DELIVERY_MANAGER, false, Set.of()));
        for (Role role : Role.values()) {
            TenantId only = role == Role.METRICS ? null : tenant("alpha");
            String secret = house.bean(ApiTokens.class)
                    .issue(chief.viewer(), "alpha " + word(role), role, only, null)
                    .secret();
            callers.add(Caller.token(house, word(role) + " token of alpha", role, secret));
        }
        callers.add(Caller.nobody(house));
    }

    Caller caller(String name) {
        return callers.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Caller person(String login, Role role, boolean everyClient, Set<String> clients) {
        var tenants = new TreeSet<TenantId>();
        clients.forEach(key -> tenants.add(tenant(key)));
        Account account = house.bean(Accounts.class)
                .create(
                        TEST,
                        new NewAccount(login, login, role, Locale.ENGLISH, everyClient, tenants, self(role, clients)),
                        PASSWORD);
        return Caller.person(house, login, role, session(login), viewer(account));
    }

    /** Whoever asks for things is one of the people of their client. */
    private @Nullable Long self(Role role, Set<String> clients) {
        if (role != Role.REQUESTER) {
            return null;
        }
        String key = clients.iterator().next();
        return in(
                key,
                () -> house.bean(People.class)
                        .find(key + "-person")
                        .orElseThrow()
                        .id());
    }

    String session(String login) {
        var outcome = house.bean(SignIns.class).signIn(login, PASSWORD, new SignIns.Origin("192.0.2.1", "test"));
        return ((SignIns.Outcome.Welcome) outcome).secret();
    }

    private static Viewer viewer(Account account) {
        return new Viewer(
                account.id(),
                account.login(),
                account.name(),
                account.role(),
                account.locale(),
                account.everyClient(),
                account.clients(),
                account.person());
    }

    TenantId tenant(String key) {
        return Scope.across("a test")
                .call(() -> house.bean(Clients.class).find(key).orElseThrow().id());
    }

    <T> T in(String client, Supplier<T> work) {
        return Scope.of(tenant(client)).call(work);
    }

    private void apply(String text) {
        house.bean(Declarations.class).apply(text, false, TEST, null);
    }

    /** The same of everything for either client; the words of bravo are canaries. */
    static String declared(String key, String name) {
        String word = key.equals("bravo") ? CANARY : "ordinary";
        return """
                client: %1$s
                name: %2$s
                locale: fr
                calendars:
                  - {key: %1$s-h24, timezone: Europe/Paris, week: {mon-sun: ["00:00-24:00"]}}
                sites:
                  - {key: %1$s-site, name: Site %3$s-site, timezone: Europe/Paris, calendar: %1$s-h24}
                teams:
                  - {key: %1$s-team, name: Team %3$s-team, level: 2}
                people:
                  - {key: %1$s-person, name: Person %3$s-person, email: %3$s-mail@example.com, teams: [%1$s-team]}
                on-call:
                  - {team: %1$s-team, people: [%1$s-person], rotation: 7d, from: "2026-01-05T08:00"}
                service-levels:
                  - key: %1$s-level
                    calendar: %1$s-h24
                    incident:
                      P1: {respond: 15m, restore: 4h, resolve: 2 working-days}
                      P2: {respond: 15m, restore: 4h, resolve: 2 working-days}
                      P3: {respond: 15m, restore: 4h, resolve: 2 working-days}
                assets:
                  - {key: %1$s-web, kind: server, name: Server %3$s-server, address: %3$s-address.example.com, site: %1$s-site}
                services:
                  - {key: %1$s-shop, name: Shop %3$s-shop, depends-on: [%1$s-web], criticality: critical, service-level: %1$s-level}
                checks:
                  - {key: %1$s-http, asset: %1$s-web, interval: 60s, timeout: 4s, http: {url: "http://%3$s-url.example.com/", bearer: "%3$s-bearer"}}
                response:
                  - {when: {severity: critical}, open: incident, team: %1$s-team, resolve-when-cleared: true}
                windows:
                  - {key: %1$s-window, assets: [%1$s-web], rule: "FREQ=MONTHLY;BYDAY=2TU", start: "22:00", lasts: 2h, timezone: Europe/Paris, agreed: true}
                contract:
                  key: %1$s-contract
                  from: 2026-01-01
                  availability: {target: 99.5, method: A, unknown-counts-as: unmeasured}
                  stabilisation: 15m
                  relapse: 2h
                  pauses: [waiting-for-client]
                """.formatted(key, name, word);
    }

    private Estate estate(String key) {
        String word = key.equals("bravo") ? CANARY : "ordinary";
        var has = new EnumMap<Kind, String>(Kind.class);
        has.put(Kind.CLIENT, key);
        has.put(Kind.CALENDAR, key + "-h24");
        has.put(Kind.SITE, key + "-site");
        has.put(Kind.TEAM, key + "-team");
        has.put(Kind.PERSON, key + "-person");
        has.put(Kind.SERVICE, key + "-shop");
        has.put(Kind.ASSET, key + "-web");
        has.put(Kind.SEARCH, word);
        has.put(Kind.SUBJECT, "client " + key);
        has.put(Kind.DECLARATION, "client: " + key + "\nname: Name\n");
        Scope.of(tenant(key)).run(() -> grow(key, word, has));
        has.put(Kind.FIGURE, "availability.gross." + key + "-shop");
        addPerson(key, has);
        return new Estate(has);
    }

    private void grow(String key, String word, Map<Kind, String> has) {
        long asset = house.bean(Assets.class).find(key + "-web").orElseThrow().id();
        long service = house.bean(Assets.class).services().getFirst().id();
        var check = house.bean(Checks.class).find(key + "-http").orElseThrow();
        Instant now = Instant.now();
        var alert = house.bean(Alerts.class)
                .raise(new Signal(
                        asset,
                        "http",
                        key + "-http",
                        check.id(),
                        Severity.CRITICAL,
                        Words.of("probe.http.status", word + "-seen", word + "-expected"),
                        now.minus(Duration.ofMinutes(5))));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> in(key, () -> house.bean(Playbooks.class).ticketOf(alert.id()))
                        .isPresent());
        long ticket = house.bean(Playbooks.class).ticketOf(alert.id()).orElseThrow();
        Tickets tickets = house.bean(Tickets.class);
        tickets.reply(ticket, "a public answer " + word + "-answer", false, TEST);
        tickets.reply(ticket, "an internal note " + word + "-note", true, TEST);
        var file = house.bean(Files.class)
                .add(word + "-file.txt", new ByteArrayInputStream((word + "-bytes").getBytes(UTF_8)), TEST);
        tickets.attach(ticket, file.id(), false, TEST);
        has.put(Kind.FILE, file.id().toString());
        addMail(key, word, ticket, has);
        addWebhook(key, key, word, has);
        Metrics metrics = house.bean(Metrics.class);
        int series = metrics.series(
                SeriesKey.of(Scope.tenant(), "probe_seconds", Map.of("asset", key + "-web", "mount", word + "-label")));
        metrics.append(List.of(new Sample(series, now.minusSeconds(60), 0.125))).join();
        has.put(Kind.ASSET_ID, Long.toString(asset));
        has.put(Kind.SERVICE_ID, Long.toString(service));
        has.put(Kind.CHECK_ID, Long.toString(check.id()));
        has.put(Kind.ALERT_ID, Long.toString(alert.id()));
        has.put(Kind.TICKET, Long.toString(ticket));
        // Whoever signs in as this person may read it.
        tickets.watch(
                ticket,
                house.bean(People.class).find(key + "-person").orElseThrow().id(),
                TEST);
        addLink(key, has);
        has.put(Kind.SERIES, Integer.toString(series));
        superuser.update(
                "insert into monitoring.check_state (check_id, tenant_id, state, since, standing, last_checked_at, output)"
                        + " values (?, ?, 'CRITICAL', now() - interval '5 min', 'CRITICAL', now(),"
                        + " jsonb_build_object('code', 'probe.http.status', 'args', jsonb_build_array(?, '200')))"
                        + " on conflict (check_id) do update set state = excluded.state, output = excluded.output",
                check.id(),
                Scope.tenant().value(),
                word + "-output");
        superuser.update(
                "insert into monitoring.state_span (tenant_id, check_id, state, from_at, reason)"
                        + " values (?, ?, 'CRITICAL', now() - interval '5 min',"
                        + " jsonb_build_object('code', 'probe.http.status', 'args', jsonb_build_array(?, '200')))",
                Scope.tenant().value(),
                check.id(),
                word + "-reason");
    }

    /** Another ticket, how the first one stands to it, and a message that may become a ticket. */
    void addLink(String client, Map<Kind, String> has) {
        long ticket = Long.parseLong(has.get(Kind.TICKET));
        Scope.of(tenant(client)).run(() -> {
            TicketLinks links = house.bean(TicketLinks.class);
            has.put(Kind.LINK, Long.toString(links.tie(ticket, Tie.RELATED_TO, another(), TEST)));
            has.put(
                    Kind.TASK,
                    house.bean(Tasks.class)
                            .add(ticket, List.of(NewTask.of("", "a task")), TEST)
                            .getFirst()
                            .toString());
            has.put(
                    Kind.WORKED,
                    Long.toString(house.bean(TimeEntries.class)
                            .book(ticket, new NewTimeEntry("remote", null, 15, true, "some work"), TEST)));
            has.put(Kind.ENTRY, Long.toString(house.bean(Tickets.class).reply(ticket, "a message", false, TEST)));
        });
    }

    /** A template belongs to no client; what opens tickets by it does. */
    void addRecurrence(String client, Map<Kind, String> has) {
        template("kept-template");
        long id = Scope.of(tenant(client))
                .call(() -> house.bean(Recurrences.class)
                        .add(
                                "kept-template",
                                "FREQ=WEEKLY",
                                LocalDate.of(2040, 1, 2),
                                LocalTime.of(8, 0),
                                ZoneOffset.UTC,
                                TEST));
        has.put(Kind.RECURRENCE, Long.toString(id));
    }

    void template(String key) {
        house.bean(Templates.class)
                .put(
                        new Template(
                                key,
                                "a template",
                                TicketKind.REQUEST,
                                "a ticket",
                                "",
                                Grade.LOW,
                                Grade.LOW,
                                null,
                                null,
                                List.of("one thing"),
                                0),
                        null,
                        TEST);
    }

    /** A ticket that was just merged into another. */
    long merged(String client) {
        return Scope.of(tenant(client)).call(() -> {
            long number = another();
            house.bean(Merges.class).merge(another(), List.of(number), false, TEST);
            return number;
        });
    }

    private long another() {
        return house.bean(Tickets.class)
                .open(new OpenTicket(
                        TicketKind.INCIDENT,
                        null,
                        "another",
                        "",
                        Grade.LOW,
                        Grade.LOW,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Instant.now(),
                        TEST));
    }

    /** A webhook that hears of this client alone, and one message that it was told. */
    void addWebhook(String name, String client, String word, Map<Kind, String> has) {
        Webhooks webhooks = house.bean(Webhooks.class);
        webhooks.put(
                new WebhookDraft(
                        name + "-hook",
                        word + "-hook",
                        "http://localhost:1/" + word + "-path",
                        tenant(client),
                        List.of("*"),
                        true,
                        true),
                null,
                TEST);
        has.put(Kind.WEBHOOK, name + "-hook");
        UUID told = UUID.randomUUID();
        superuser.update(
                "insert into webhook.delivery (tenant_id, uid, webhook_id, event, about, body, status, planned_at)"
                        + " select ?, ?, id, 'ticket.opened', '/tickets/1', ?, 'failed', now() from webhook.webhook"
                        + " where key = ?",
                tenant(client).value(),
                told,
                word + "-body",
                name + "-hook");
        has.put(Kind.DELIVERY, told.toString());
    }

    /** A mailbox, a rule, and what came and went on the ticket: one letter of the client, one of colleagues, two out. */
    private void addMail(String key, String word, long ticket, Map<Kind, String> has) {
        Mailbox box = house.bean(Mailboxes.class).put(mailbox(key, word), null, TEST);
        has.put(Kind.MAILBOX, box.key());
        has.put(Kind.SENDER_RULE, senderRule(key, "@" + word + "-rule.example"));
        long letter = addLetter(box, word + "-letter", ticket, false);
        has.put(Kind.MAIL, Long.toString(letter));
        has.put(Kind.LETTER, Long.toString(letter));
        addLetter(box, word + "-note", ticket, true);
        for (String to : List.of(word + "-recipient@example.com", word + "-mail@example.com")) {
            house.bean(Outbox.class)
                    .write(new Letter(
                            box.id(),
                            Correspondence.about(ticket),
                            null,
                            "answer",
                            false,
                            to,
                            to,
                            Locale.FRENCH,
                            word + "-subject",
                            word + "-body",
                            null,
                            List.of(),
                            List.of()));
        }
    }

    String senderRule(String client, String pattern) {
        return Long.toString(
                house.bean(SenderRules.class).put(pattern, tenant(client), TEST).id());
    }

    private static MailboxDraft mailbox(String key, String word) {
        return WantedMailbox.of(key + "-box", word + "-box@example.com")
                .named(word + "-box")
                .ofClient(Scope.tenant(), Mailbox.Strangers.HOLD)
                .password(word + "-password")
                .acknowledgesNothing()
                .off()
                .draft();
    }

    private long addLetter(Mailbox box, String from, long ticket, boolean internal) {
        Arrivals arrivals = house.bean(Arrivals.class);
        String address = from + "@example.com";
        long arrival = arrivals.put(
                box, ("From: " + address + "\r\nSubject: " + from + "\r\n\r\n" + from + "\r\n").getBytes(UTF_8));
        arrivals.says(arrival, address, from);
        long entry = house.bean(Tickets.class).reply(ticket, "a mail " + from, internal, TEST);
        house.bean(ReceivedLetters.class)
                .add(
                        new ReceivedLetter(
                                Scope.tenant(),
                                arrival,
                                box.id(),
                                ticket,
                                entry,
                                from + ".id@example.com",
                                from,
                                address,
                                List.of(box.address()),
                                "personal",
                                true,
                                from,
                                Instant.now(),
                                internal),
                        "<p>" + from + "</p>");
        arrivals.done(arrival, Scope.tenant(), ticket, null);
        return arrival;
    }

    private void addPerson(String key, Map<Kind, String> has) {
        var person = person(key + ".person", Role.TECHNICIAN, false, Set.of(key));
        var token = house.bean(ApiTokens.class).issue(person.viewer(), key + " token", Role.TECHNICIAN, null, null);
        Visitor visitor = house.bean(SignIns.class).resume(person.secret()).orElseThrow();
        has.put(Kind.ACCOUNT, Long.toString(person.viewer().accountId()));
        has.put(Kind.SESSION, Long.toString(visitor.sessionId()));
        has.put(Kind.TOKEN, Long.toString(token.token().id()));
        long view = house.bean(SavedViews.class)
                .create(person.viewer(), key + " view", "client:" + key, TicketSort.PRIORITY, true);
        has.put(Kind.VIEW, Long.toString(view));
        has.put(
                Kind.TEXT_MODULE,
                house.bean(TextModules.class)
                        .put(person.viewer(), key + "-text", key + " text", "a text", false, null)
                        .key());
        addArticle(key, person.viewer(), has);
        addRecurrence(key, has);
        if (key.equals("alpha")) {
            house.bean(Articles.class).create(person.viewer(), article(Audience.STAFF, null, "ordinary-article"));
        }
    }

    /** Published for this client's people alone. */
    void addArticle(String client, Viewer writer, Map<Kind, String> has) {
        long id = house.bean(Articles.class)
                .create(writer, article(Audience.CLIENT, tenant(client), client + " article"));
        has.put(Kind.ARTICLE, Long.toString(id));
    }

    private static ArticleDraft article(Audience audience, TenantId client, String title) {
        return new ArticleDraft(
                ArticleState.PUBLISHED,
                audience,
                client,
                null,
                List.of(new Wording(Language.FR, title, "a text")),
                false);
    }

    private void sequencesFrom(long number) {
        for (String sequence : superuser.queryForList(
                "select format('%I.%I', schemaname, sequencename) from pg_sequences where schemaname not in ('flyway')",
                String.class)) {
            superuser.queryForObject("select setval(?::regclass, ?)", Long.class, sequence, number);
        }
    }

    /** Words that the code itself chooses or compares: a canary there would be no bravo's secret but a broken row. */
    private static final Set<String> WORDS_OF_THE_CODE = Set.of(
            "kind",
            "by_kind",
            "actor_kind",
            "type",
            "state",
            "standing",
            "status",
            "channel",
            "severity",
            "code",
            "key",
            "timezone",
            "locale",
            "language",
            "calendar",
            "activity",
            "verb",
            "symptom",
            "target",
            "policy",
            "open",
            "settings",
            "definition",
            "rule",
            "rotation",
            "targets",
            "canonical",
            "name_folded",
            "digest",
            "telling",
            "link",
            "service_level",
            "site",
            "team",
            "source",
            "person",
            "start",
            "method",
            "origin",
            "labels",
            "title_folded",
            "uid",
            "availability_method",
            "availability_unknown",
            "standard_calendar",
            "pauses",
            "teams",
            "args",
            "waiting_reason",
            "reason_code",
            "asset",
            "about",
            "nature",
            "unknown_counts_as");

    /** Whatever text a client's table can hold of a client is a canary, also in the columns that no door filled above. */
    private void plantCanaries() {
        int tenant = tenant("bravo").value();
        superuser.query(
                """
                select format('%I.%I', c.table_schema, c.table_name) as tab, c.column_name as col, c.data_type as type
                from information_schema.columns c
                join information_schema.tables t using (table_schema, table_name)
                where t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
                  and c.data_type in ('text', 'jsonb')
                  and exists (select from information_schema.columns o where o.table_schema = c.table_schema
                    and o.table_name = c.table_name and o.column_name = 'tenant_id')
                order by 1, 2
                """,
                row -> {
                    String table = row.getString("tab");
                    String column = row.getString("col");
                    if (WORDS_OF_THE_CODE.contains(column)) {
                        return;
                    }
                    if (row.getString("type").equals("text")) {
                        superuser.update(
                                "update " + table + " set " + column + " = " + column + " || ' canari-" + column
                                        + "' where tenant_id = ? and " + column + " is not null",
                                tenant);
                    } else {
                        superuser.update(
                                "update " + table + " set " + column + " = jsonb_set(" + column
                                        + ", '{args}', (" + column
                                        + " -> 'args') || '[\"canari-json\"]') where tenant_id = ?"
                                        + " and jsonb_typeof(" + column + " -> 'args') = 'array'",
                                tenant);
                    }
                });
    }

    /** A digest of every row that is bravo's, table by table, over all schemas. */
    Map<String, String> rowsOf(String client) {
        int tenant = tenant(client).value();
        var digests = new TreeMap<String, String>();
        superuser.query(
                """
                select format('%I.%I', n.nspname, c.relname) as tab,
                  exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as fenced
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|flyway)'
                """,
                row -> {
                    String table = row.getString("tab");
                    String whose = row.getBoolean("fenced")
                            ? "t.tenant_id = " + tenant
                            : switch (table) {
                                case "identity.account" -> "t.login like '" + client + "%'";
                                case "identity.account_client", "identity.session", "identity.token", "identity.link" ->
                                    "t.account_id in (select id from identity.account where login like '" + client
                                            + "%')";
                                case "mail.mailbox", "mail.sender_rule", "mail.arrival" -> "t.client = " + tenant;
                                default -> "false";
                            };
                    digests.put(
                            table,
                            superuser.queryForObject(
                                    "select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|'"
                                            + " order by t::text), '')) from " + table + " t where " + whose,
                                    String.class));
                });
        assertThat(digests).hasSizeGreaterThan(30);
        return digests;
    }

    static Visitor inBrowser(Viewer viewer, long session) {
        return new Visitor(viewer, Theme.AUTO, session, null);
    }

    Reports reports() {
        return house.bean(Reports.class);
    }

    @Override
    public void close() {
        connection.destroy();
        house.close();
    }
}
