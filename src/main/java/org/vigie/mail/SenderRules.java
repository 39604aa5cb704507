package org.vigie.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.audit.AuditTrail;
import org.vigie.shared.Actor;
import org.vigie.shared.Crossing;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

/** Whose mail it is, where no person of a client has the address. Each verb is a transaction of its own, in any scope. */
@Service
public class SenderRules {
    private static final String REASON = "whose mail it is";
    private static final int MOST = 10_000;

    private final JdbcClient db;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final Crossing crossing;

    SenderRules(JdbcClient db, AuditTrail trail, InstantSource clock, PlatformTransactionManager transactions) {
        this.db = db;
        this.trail = trail;
        this.clock = clock;
        this.crossing = new Crossing("mail", transactions);
    }

    /** By pattern. */
    public List<SenderRule> all() {
        return crossing.read(
                REASON,
                () -> db.sql("select id, pattern, client from mail.sender_rule order by pattern")
                        .query(SenderRules::rule)
                        .list());
    }

    /** That of the address itself before that of its domain. */
    public Optional<SenderRule> of(String address) {
        String folded = address.strip().toLowerCase(Locale.ROOT);
        String domain = folded.substring(folded.lastIndexOf('@') + 1);
        return crossing.read(
                REASON,
                () -> db.sql("""
                        select id, pattern, client from mail.sender_rule where pattern in (:address, :domain)
                        order by pattern = :address desc limit 1
                        """)
                        .param("address", folded)
                        .param("domain", "@" + domain)
                        .query(SenderRules::rule)
                        .optional());
    }

    /** Creates it, or makes the one of this pattern so. */
    public SenderRule put(String pattern, @Nullable TenantId client, Actor by) {
        String wanted = pattern.strip().toLowerCase(Locale.ROOT);
        if (!wanted.matches("[^@\\s<>,;]{0,64}@[^@\\s<>,;]{1,253}")) {
            throw Refused.field("pattern", "refusal.sender-rule.pattern", pattern);
        }
        return crossing.write(REASON, () -> {
            if (db.sql("select count(*) from mail.sender_rule")
                            .query(Integer.class)
                            .single()
                    >= MOST) {
                throw Refused.because("refusal.sender-rule.most", MOST);
            }
            long id = db.sql("""
                            insert into mail.sender_rule (pattern, client, changed_at) values (:pattern, :client, :now)
                            on conflict (pattern) do update set client = excluded.client, changed_at = excluded.changed_at
                            returning id
                            """)
                    .param("pattern", wanted)
                    .param("client", client == null ? null : client.value())
                    .param("now", SqlTime.of(clock.instant()))
                    .query(Long.class)
                    .single();
            trail.record(
                    by,
                    "sender-rule.changed",
                    "sender " + wanted,
                    Map.of("client", client == null ? "" : client.toString()));
            return new SenderRule(id, wanted, client);
        });
    }

    public void remove(long id, Actor by) {
        crossing.run(REASON, () -> {
            String pattern = db.sql("delete from mail.sender_rule where id = ? returning pattern")
                    .param(id)
                    .query(String.class)
                    .optional()
                    .orElseThrow(() -> NotFound.of("sender rule", id));
            trail.record(by, "sender-rule.removed", "sender " + pattern, Map.of());
        });
    }

    private static SenderRule rule(ResultSet row, int number) throws SQLException {
        Integer client = row.getObject("client", Integer.class);
        return new SenderRule(
                row.getLong("id"), row.getString("pattern"), client == null ? null : new TenantId(client));
    }
}
