package org.vigie.servicedesk.correspondence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

/** The mails that are on tickets of the scope. */
@Repository
public class ReceivedLetters {
    private static final String SELECT = """
            select tenant_id, arrival_id, mailbox_id, number, entry_id, message_id, from_name, from_address, to_addresses, nature,
              html is not null as has_html, quoted, at, internal
            from servicedesk.letter
            """;

    private final JdbcClient db;

    ReceivedLetters(JdbcClient db) {
        this.db = db;
    }

    /** @param html cleaned; null where the mail has none */
    @Transactional
    public void add(ReceivedLetter letter, @Nullable String html) {
        db.sql("""
                        insert into servicedesk.letter (tenant_id, arrival_id, mailbox_id, number, entry_id, message_id, from_name,
                          from_address, to_addresses, nature, html, quoted, at, internal)
                        values (:tenant, :arrival, :mailbox, :number, :entry, :message, :name, :address, :to, :nature, :html,
                          :quoted, :at, :internal)
                        """)
                .param("tenant", letter.tenant().value())
                .param("arrival", letter.arrival())
                .param("mailbox", letter.mailbox())
                .param("number", letter.number())
                .param("entry", letter.entry())
                .param("message", letter.messageId())
                .param("name", letter.fromName())
                .param("address", letter.fromAddress())
                .param("to", letter.toAddresses().toArray(String[]::new))
                .param("nature", letter.nature())
                .param("html", html)
                .param("quoted", letter.quoted())
                .param("at", SqlTime.of(letter.at()))
                .param("internal", letter.internal())
                .update();
    }

    /** On which ticket it is already. */
    @Transactional(readOnly = true)
    public Optional<Long> ticketOf(long arrival) {
        return db.sql("select number from servicedesk.letter where arrival_id = ?")
                .param(arrival)
                .query(Long.class)
                .optional();
    }

    /** Those of several tickets, in the order in which they came. */
    @Transactional(readOnly = true)
    public List<ReceivedLetter> of(Collection<Long> numbers) {
        return db.sql(SELECT + "where number = any(?) order by entry_id")
                .param(numbers.toArray(Long[]::new))
                .query(ReceivedLetters::letter)
                .list();
    }

    /** In the order in which they came. */
    @Transactional(readOnly = true)
    public List<ReceivedLetter> of(long number) {
        return db.sql(SELECT + "where number = ? order by entry_id")
                .param(number)
                .query(ReceivedLetters::letter)
                .list();
    }

    /** @param messageId null when its sender gave none */
    public record Name(@Nullable String messageId, String fromAddress, long mailbox, boolean internal) {}

    /** What those of a ticket are called, who wrote them and into which mailbox they came, without what they say. */
    @Transactional(readOnly = true)
    public List<Name> namesOf(long number) {
        return db.sql("""
                        select message_id, from_address, mailbox_id, internal from servicedesk.letter
                        where number = ? order by entry_id
                        """)
                .param(number)
                .query((row, n) -> new Name(
                        row.getString("message_id"),
                        row.getString("from_address"),
                        row.getLong("mailbox_id"),
                        row.getBoolean("internal")))
                .list();
    }

    /** Cleaned; empty where the mail has none, or is not on this ticket. */
    @Transactional(readOnly = true)
    public Optional<String> html(long number, long arrival) {
        return db.sql("select html from servicedesk.letter where number = ? and arrival_id = ? and html is not null")
                .params(number, arrival)
                .query(String.class)
                .optional();
    }

    /** Those that their senders' programs named so; in the scope of everything. */
    @Transactional(readOnly = true)
    public List<ReceivedLetter> byMessageIds(Collection<String> ids) {
        return db.sql(SELECT + "where message_id = any(?) order by entry_id")
                .param(ids.toArray(String[]::new))
                .query(ReceivedLetters::letter)
                .list();
    }

    @Transactional(readOnly = true)
    public int countOn(long number, String fromAddress, Instant since) {
        return db.sql("select count(*) from servicedesk.letter where number = ? and from_address = ? and at >= ?")
                .params(number, fromAddress, SqlTime.of(since))
                .query(Integer.class)
                .single();
    }

    private static ReceivedLetter letter(ResultSet row, int number) throws SQLException {
        return new ReceivedLetter(
                new TenantId(row.getInt("tenant_id")),
                row.getLong("arrival_id"),
                row.getLong("mailbox_id"),
                row.getLong("number"),
                row.getLong("entry_id"),
                row.getString("message_id"),
                row.getString("from_name"),
                row.getString("from_address"),
                List.of((String[]) row.getArray("to_addresses").getArray()),
                row.getString("nature"),
                row.getBoolean("has_html"),
                row.getString("quoted"),
                SqlTime.get(row, "at"),
                row.getBoolean("internal"));
    }
}
