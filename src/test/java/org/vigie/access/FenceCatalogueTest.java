package org.vigie.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.TestDatabase;
import org.vigie.server.FencedTransactions;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Reads PostgreSQL's own catalogue: every table of every room stands behind the fence, or is named here with its because. */
class FenceCatalogueTest {
    private static final String OURS = " n.nspname !~ '^(pg_|information_schema|public$|flyway$)' ";

    /** Tables whose rows belong to no client, and why nobody but work across clients needs them. */
    private static final Map<String, String> OF_THE_HOUSE = Map.ofEntries(
            Map.entry("identity.account", "an account may see several clients"),
            Map.entry("identity.account_client", "as accounts"),
            Map.entry("servicedesk.text_module", "about no client"),
            Map.entry("servicedesk.category", "one tree for all clients"),
            Map.entry("servicedesk.known_word", "words of the language, of no ticket; compared with and never shown"),
            Map.entry("servicedesk.template", "for all clients"),
            Map.entry("webhook.webhook", "a webhook may hear of several clients"),
            Map.entry("identity.link", "as accounts"),
            Map.entry("identity.session", "as accounts"),
            Map.entry("identity.token", "as accounts"),
            Map.entry("identity.attempt", "who tries to sign in is nobody yet"),
            Map.entry("monitoring.metric_writer", "one row about the process that writes"),
            Map.entry("monitoring.samples_wal_a", "packed batches of many clients, read only by the writer"),
            Map.entry("monitoring.samples_wal_b", "as samples_wal_a"),
            Map.entry("monitoring.watcher", "when this process watched"),
            Map.entry("servicedesk.view", "a person's view spans clients; shown to who sees all that it names"),
            Map.entry(
                    "knowledge.article",
                    "the provider's; one may be for every client, and the door says who reads which"),
            Map.entry("knowledge.revision", "as articles"),
            Map.entry("knowledge.wording", "as articles"),
            Map.entry("mail.mailbox", "one may be for the mail of every client; an administrator's"),
            Map.entry("mail.reading", "as mailboxes"),
            Map.entry("mail.arrival", "whose a mail is, is found out after it came"),
            Map.entry("mail.raw", "as arrivals"),
            Map.entry("mail.sender_rule", "says whose a sender's mail is"));

    /** Tables without the usual fence, and why. */
    private static final Map<String, String> BY_HAND = Map.of(
            "audit.entry", "append-only; an entry may belong to no client, and any scope may write one",
            "audit.seal", "one chain over the entries of all clients, append-only",
            "audit.unsealed", "a trigger fills it as the owner in every scope, so row security is not forced; ids only",
            "news.event_publication", "Spring Modulith writes and ticks off news in every scope, none included",
            "jobs.scheduled_tasks", "db-scheduler works outside our transactions, as the login role");

    /** Client tables that are found by another key first, so that the fence only filters the few rows found. */
    private static final Map<String, String> FOUND_BY_ANOTHER_KEY = Map.of(
            "monitoring.check_state", "by its check",
            "webhook.delivery", "by its webhook",
            "monitoring.late_samples", "by series and time",
            "monitoring.sample_chunks", "by series and day",
            "monitoring.sample_blocks", "by series and day",
            "monitoring.hourly_rollups", "by series and day",
            "monitoring.daily_rollups", "by series and day");

    private static TestDatabase database;
    private static JdbcTemplate owner;
    private static JdbcTemplate app;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        owner = new JdbcTemplate(database.owner());
        app = new JdbcTemplate(database.app());
        transaction = new TransactionTemplate(FencedTransactions.on(database.app()));
        // Partitions come and go while the house runs: they are judged like the others.
        in(
                Scope.across("a test"),
                () -> app.execute(
                        "select monitoring.open_partition('sample_chunks', '2026-11-01'), monitoring.open_partition('daily_rollups',"
                                + " '2026-01-01')"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static void in(Scope scope, Runnable work) {
        scope.run(() -> transaction.executeWithoutResult(status -> work.run()));
    }

    private static List<String> tables() {
        return owner.queryForList(
                "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relkind in ('r', 'p') and" + OURS + "order by 1",
                String.class);
    }

    private static String parent(String table) {
        return table.replaceFirst("_\\d{8}$", "");
    }

    private static List<String> found(String question) {
        return owner.queryForList(question, String.class);
    }

    @Test
    void everyTableHasItsFence() {
        assertThat(tables()).hasSizeGreaterThan(40).contains("monitoring.sample_chunks_20261101");
        var unlike = new TreeMap<String, String>();
        for (String table : tables()) {
            String state = owner.queryForObject(
                    "select relrowsecurity || ' ' || relforcerowsecurity from pg_class where oid = ?::regclass",
                    String.class,
                    table);
            // pg_policies would hide nothing, but names roles: one line for each policy and role.
            String policies = String.join(
                    ", ",
                    owner.queryForList(
                            "select r || ' ' || cmd || ' ' || coalesce(qual, '') || ' / ' || coalesce(with_check, '')"
                                    + " from pg_policies, unnest(roles) r where schemaname || '.' || tablename = ?"
                                    + " and r <> 'vigie_owner' order by 1",
                            String.class,
                            table));
            String wanted = OF_THE_HOUSE.containsKey(table) ? ACROSS_ONLY : FENCED;
            if (!BY_HAND.containsKey(table) && !(state.equals("true true") && policies.equals(wanted))) {
                unlike.put(table, state + ": " + policies);
            }
        }
        assertThat(unlike).isEmpty();
        assertThat(tables()).containsAll(OF_THE_HOUSE.keySet()).containsAll(BY_HAND.keySet());
    }

    private static final String ACROSS_ONLY = "vigie_across ALL true / true";
    private static final String FENCED = "vigie_across ALL true / true, "
            + "vigie_many ALL (tenant_id = ANY (( SELECT vigie.tenants() AS tenants)::integer[])) / "
            + "(tenant_id = ANY (( SELECT vigie.tenants() AS tenants)::integer[])), "
            + "vigie_one ALL (tenant_id = vigie.tenant()) / (tenant_id = vigie.tenant())";

    @Test
    void everyRowOfAClientSaysWhoseItIsAndIsFoundByThat() {
        var problems = new TreeMap<String, String>();
        for (String table : tables()) {
            String base = parent(table);
            if (OF_THE_HOUSE.containsKey(base) || BY_HAND.containsKey(base)) {
                continue;
            }
            var notNull = owner.queryForList(
                    "select attnotnull from pg_attribute where attrelid = ?::regclass and attname = 'tenant_id'",
                    Boolean.class,
                    table);
            if (!notNull.equals(List.of(true))) {
                problems.put(table, "tenant_id: " + notNull);
            }
            Long indexes = owner.queryForObject(
                    "select count(*) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]"
                            + " where i.indrelid = ?::regclass and a.attname = 'tenant_id'",
                    Long.class,
                    table);
            if (indexes == 0 && !FOUND_BY_ANOTHER_KEY.containsKey(base)) {
                problems.put(table, "no index begins with tenant_id");
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void withoutAScopeNothingIsThereAndAScopeSeesNoMore() {
        var problems = new TreeMap<String, String>();
        in(Scope.across("a test"), () -> {
            for (int tenant : new int[] {1, 2}) {
                app.update(
                        "insert into organization.client (tenant_id, key, name, locale, created_at)"
                                + " values (?, ?, 'x', 'fr', now())",
                        tenant,
                        "client-" + tenant);
            }
        });
        for (String table : tables()) {
            boolean shared = table.startsWith("news.") || table.startsWith("jobs.");
            if (!shared && !isRefusedOrEmpty(new Scope.Nothing(), table)) {
                problems.put(table, "can be counted without a scope");
            }
            if (table.startsWith("identity.") || table.equals("audit.seal")) {
                for (Scope scope : List.of(Scope.of(new TenantId(1)), Scope.many(List.of(new TenantId(1))))) {
                    if (!isRefusedOrEmpty(scope, table)) {
                        problems.put(table, "can be counted in " + scope);
                    }
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(seenClients(Scope.of(new TenantId(1)))).containsExactly(1);
        assertThat(seenClients(Scope.many(List.of(new TenantId(2), new TenantId(3)))))
                .containsExactly(2);
        assertThat(seenClients(Scope.across("a test"))).containsExactly(1, 2);
    }

    private static boolean isRefusedOrEmpty(Scope scope, String table) {
        try {
            return Boolean.TRUE.equals(scope.call(() -> transaction.execute(
                    status -> app.queryForObject("select count(*) from " + table, Long.class) == 0)));
        } catch (org.springframework.dao.DataAccessException refused) {
            return refused.getMostSpecificCause().getMessage().contains("permission denied");
        }
    }

    private static List<Integer> seenClients(Scope scope) {
        return scope.call(() -> transaction.execute(
                status -> app.queryForList("select tenant_id from organization.client order by 1", Integer.class)));
    }

    @Test
    void theLoginRoleHasNoPowerOfItsOwn() {
        assertThat(found("select rolname from pg_roles where rolname like 'vigie\\_%' and (rolsuper or rolbypassrls"
                        + " or rolreplication or (rolname <> 'vigie_owner' and (rolcreaterole or rolcreatedb)))"))
                .isEmpty();
        assertThat(found("select rolname from pg_roles where rolname in ('vigie_none', 'vigie_one', 'vigie_many',"
                        + " 'vigie_across') and rolcanlogin"))
                .isEmpty();
        assertThat(found("select c.oid::regclass::text from pg_class c join pg_roles r on r.oid = c.relowner"
                        + " join pg_namespace n on n.oid = c.relnamespace where" + OURS
                        + "and r.rolname in ('vigie_app', 'vigie_none', 'vigie_one', 'vigie_many', 'vigie_across')"))
                .as("owned by a role of the application")
                .isEmpty();
        // It may take on the four roles and inherits nothing of them; what it holds itself is db-scheduler's table.
        assertThat(found("select g.rolname || ' ' || m.inherit_option || ' ' || m.set_option from pg_auth_members m"
                        + " join pg_roles g on g.oid = m.roleid join pg_roles a on a.oid = m.member"
                        + " where a.rolname = 'vigie_app' and g.rolname in ('vigie_none', 'vigie_one', 'vigie_many',"
                        + " 'vigie_across') order by 1"))
                .containsExactly(
                        "vigie_across false true",
                        "vigie_many false true",
                        "vigie_none false true",
                        "vigie_one false true");
        assertThat(found("select distinct table_schema || '.' || table_name from information_schema.role_table_grants"
                        + " where grantee = 'vigie_app'"))
                .containsExactly("jobs.scheduled_tasks");
    }

    @Test
    void nothingIsGrantedToEverybody() {
        assertThat(found("select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace,"
                        + " aclexplode(c.relacl) a where a.grantee = 0 and" + OURS))
                .isEmpty();
        assertThat(found("select n.nspname from pg_namespace n, aclexplode(n.nspacl) a where a.grantee = 0 and" + OURS))
                .isEmpty();
        // Without an acl a function is everybody's. Those of extensions are operators, which queries need.
        assertThat(found("select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
                        + " where (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))"
                        + " and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') and"
                        + OURS))
                .isEmpty();
    }

    @Test
    void functionsThatLendRightsHaveAFixedPathAndViewsLendNone() {
        assertThat(found("select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
                        + " where p.prosecdef and not exists (select from unnest(p.proconfig) c"
                        + " where c like 'search_path=%') and" + OURS))
                .isEmpty();
        assertThat(found("select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
                        + " where p.prosecdef and" + OURS + "order by 1"))
                .as("each new one is a hole in the fence until somebody has read it")
                .containsExactly(
                        "drop_partition",
                        "likeness", // reads no row
                        "open_partition",
                        "partitions",
                        "queue_entry",
                        "sequences",
                        "sought", // answers numbers of the scope, as titled
                        "sought_newest",
                        "titled",
                        "told_of",
                        "words_near"); // words of no ticket, for a mistyped one
        assertThat(found("select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relkind in ('v', 'm') and not coalesce(c.reloptions::text, '') like"
                        + " '%security_invoker=true%' and" + OURS))
                .isEmpty();
        assertThat(found("select c.oid::regclass::text || ' ' || a.privilege_type from pg_class c"
                        + " join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a"
                        + " where c.relkind = 'S' and a.grantee <> c.relowner and a.privilege_type <> 'USAGE' and"
                        + OURS))
                .as("a sequence gives numbers and cannot be set back")
                .isEmpty();
    }

    @Test
    void nobodyOfTheApplicationRewritesWhatIsWrittenOnce() {
        for (String table :
                List.of("audit.entry", "audit.seal", "servicedesk.timeline_entry", "servicedesk.clock_event")) {
            assertThat(found(
                            "select distinct grantee || ' ' || privilege_type from information_schema.role_table_grants"
                                    + " where table_schema || '.' || table_name = '" + table
                                    + "' and grantee <> 'vigie_owner'"
                                    + " and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')"))
                    .as(table)
                    .isEmpty();
        }
    }
}
