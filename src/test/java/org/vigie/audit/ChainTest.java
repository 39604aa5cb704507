package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.SetTime;
import org.vigie.TestDatabase;
import org.vigie.server.FencedTransactions;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

class ChainTest {
    private final TestDatabase database = TestDatabase.fresh();
    private final SetTime time = new SetTime("2026-11-23T10:00:00Z");
    private final JdbcTemplate template = new JdbcTemplate(database.app());
    private final JdbcClient sql = JdbcClient.create(template);
    private final org.springframework.transaction.PlatformTransactionManager transactions =
            FencedTransactions.on(database.app());
    private final TransactionTemplate transaction = new TransactionTemplate(transactions);
    private final EntryStore entries = new EntryStore(sql);
    private final SealStore seals = new SealStore(sql, template);
    private final AuditTrail trail =
            new AuditTrail(entries, new ChainVerifier(seals, transactions, time), time, transactions);
    private final Sealer sealer = new Sealer(seals, entries, new AcrossReasons(), transactions, time);
    private final JdbcTemplate owner = new JdbcTemplate(database.owner());

    @BeforeEach
    void sixEntriesInTwoSeals() {
        for (int i = 1; i <= 3; i++) {
            record(Scope.of(new TenantId(1)), "ticket " + i);
        }
        sealer.seal();
        for (int i = 4; i <= 6; i++) {
            record(Scope.of(new TenantId(2)), "ticket " + i);
        }
        sealer.seal();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void record(Scope scope, String subject) {
        scope.run(() -> transaction.executeWithoutResult(status ->
                trail.record(Actor.person(7, "Awa"), "ticket.resolved", subject, Map.of("b", "2", "a", "1"))));
    }

    /** As the owner of the tables, who can switch the guards off. */
    private void tamper(String... statements) {
        for (String table : new String[] {"entry", "seal"}) {
            owner.execute("alter table audit." + table + " disable trigger user");
            owner.execute("alter table audit." + table + " no force row level security");
        }
        for (String statement : statements) {
            assertThat(owner.update(statement)).as(statement).isPositive();
        }
    }

    @Test
    void isIntactWhenNobodyTouchedIt() {
        var found = trail.verify();
        assertThat(found.firstBreak()).isNull();
        assertThat(found.intact()).isTrue();
        assertThat(found.entries()).isEqualTo(6);
        assertThat(found.seals()).isEqualTo(2);
        assertThat(found.notes()).isEmpty();
        assertThat(trail.verify(found.head()).intact()).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void namesTheFirstEntryThatWasTamperedWith(String expected, String[] statements) {
        tamper(statements);
        var found = trail.verify();
        assertThat(found.intact()).isFalse();
        assertThat(found.firstBreak()).startsWith(expected);
    }

    static Stream<Arguments> namesTheFirstEntryThatWasTamperedWith() {
        return Stream.of(
                tampered("entry 2 was changed", "update audit.entry set who = 'Bob' where id = 2"),
                tampered("entry 3 was changed", "update audit.entry set details = '{\"a\":\"1\"}' where id = 3"),
                tampered("entry 5 was changed", "update audit.entry set tenant_id = 1 where id = 5"),
                tampered("entry 5 was removed", "delete from audit.entry where id = 5"),
                tampered(
                        "entry 7 was inserted",
                        "insert into audit.entry (tenant_id, at, actor_kind, who, verb, subject)"
                                + " values (1, now(), 'PERSON', 'Eve', 'ticket.resolved', 'ticket 9')"),
                tampered(
                        "entry 3 was reordered: entry 2 belongs in its place",
                        "update audit.seal set entry_ids = '{1,3,2}' where number = 1"),
                tampered("seal 1 was removed", "delete from audit.seal where number = 1"),
                tampered(
                        "the digest of seal 2 was changed",
                        "update audit.seal set digest = sha256('x') where number = 2"));
    }

    private static Arguments tampered(String expected, String... statements) {
        return Arguments.of(expected, statements);
    }

    @Test
    void missesAnEndThatWasCutOffUnlessTheHeadWasNoted() {
        String head = trail.verify().head();
        tamper("delete from audit.seal where number = 2", "delete from audit.entry where id > 3");
        assertThat(trail.verify().intact()).isTrue();
        assertThat(trail.verify(head).firstBreak()).contains("the noted head 2:");
    }

    @Test
    void noticesAnEntryThatWasRemovedBeforeItsSeal() {
        record(Scope.of(new TenantId(1)), "ticket 7");
        tamper("delete from audit.entry where id = 7");
        assertThat(trail.verify().firstBreak()).isEqualTo("entry 7 was removed before its seal");
    }

    @Test
    void notesWhoVerifiedAndWhatCameOfIt() {
        assertThat(trail.lastVerification()).isEmpty();
        trail.verify(null, Actor.person(7, "Awa"));
        var noted = trail.lastVerification().orElseThrow();
        assertThat(noted.who()).isEqualTo("Awa");
        assertThat(noted.tenant()).isNull();
        assertThat(noted.details()).containsEntry("intact", "true").containsKey("head");
        sealer.seal();
        assertThat(trail.verify().intact()).isTrue();
    }

    @Test
    void leavesOutWhatBelongsToNoClientForWhoeverDoesNotAdminister() {
        trail.verify(null, Actor.person(7, "Awa"));
        var ofClients = new AuditFilter("awa", null, null, null, null, true, false);
        var everything = new AuditFilter("awa", null, null, null, null, true, true);
        Scope.across("test").run(() -> {
            assertThat(transaction
                            .execute(status -> trail.list(ofClients, null, 100))
                            .items())
                    .hasSize(6);
            assertThat(transaction
                            .execute(status -> trail.list(everything, null, 100))
                            .items())
                    .hasSize(7);
        });
    }

    @Test
    void nobodyChangesOrRemovesAnEntry() {
        for (String statement : new String[] {
            "update audit.entry set who = 'Bob'",
            "delete from audit.entry",
            "truncate audit.entry",
            "delete from audit.seal"
        }) {
            assertThatThrownBy(() -> Scope.across("test")
                            .run(() -> transaction.executeWithoutResult(status -> template.execute(statement))))
                    .as(statement)
                    .hasStackTraceContaining("permission denied");
        }
        owner.execute("alter table audit.entry no force row level security");
        assertThatThrownBy(() -> owner.execute("delete from audit.entry")).hasStackTraceContaining("append-only");
        assertThatThrownBy(() -> owner.execute("truncate audit.entry")).hasStackTraceContaining("append-only");
    }

    @Test
    void showsAClientItsOwnEntriesOnly() {
        var seen = Scope.of(new TenantId(2))
                .call(() -> transaction.execute(status -> trail.list(AuditFilter.everything(), null, 2)));
        assertThat(seen).isNotNull();
        assertThat(seen.items()).extracting(AuditEntry::id).containsExactly(6L, 5L);
        var rest = Scope.of(new TenantId(2))
                .call(() -> transaction.execute(status -> trail.list(AuditFilter.everything(), seen.next(), 2)));
        assertThat(rest).isNotNull();
        assertThat(rest.items()).extracting(AuditEntry::id).containsExactly(4L);
    }
}
