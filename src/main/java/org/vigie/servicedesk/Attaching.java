package org.vigie.servicedesk;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.files.Files;
import org.vigie.files.StoredFile;
import org.vigie.servicedesk.search.SoughtTexts;
import org.vigie.shared.Actor;
import org.vigie.shared.NotFound;
import org.vigie.shared.Words;

/** Files that come with a message, or of themselves. */
@Component
class Attaching {
    private final JdbcClient jdbc;
    private final Verbs verbs;
    private final Files files;
    private final SoughtTexts sought;

    Attaching(JdbcClient jdbc, Verbs verbs, Files files, SoughtTexts sought) {
        this.jdbc = jdbc;
        this.verbs = verbs;
        this.files = files;
        this.sought = sought;
    }

    /** A file without a word: a line of its own says that it came. Answers the line. */
    long attach(long number, UUID file, boolean internal, Actor by) {
        TicketRow row = verbs.tickets.lock(number);
        StoredFile stored = files.get(file);
        long entry = verbs.timeline.add(
                row.tenant(),
                number,
                TimelineEntry.Kind.NOTED,
                verbs.now(),
                by,
                Words.of("timeline.attached", stored.name()),
                null,
                internal);
        to(row, entry, List.of(file), internal);
        verbs.tickets.change(row).write();
        verbs.tell(new TicketNews.TicketChanged(row.tenant(), verbs.now(), number));
        return entry;
    }

    /** Under the lock of the ticket. */
    void to(TicketRow row, long entry, List<UUID> some, boolean internal) {
        for (UUID file : some) {
            StoredFile stored = files.get(file);
            jdbc.sql("""
                            insert into servicedesk.attachment (tenant_id, number, entry_id, file_id, internal)
                            values (?, ?, ?, ?, ?)
                            """)
                    .params(row.tenant().value(), row.number(), entry, stored.id(), internal)
                    .update();
            sought.filed(row.tenant(), row.number(), stored, internal);
        }
    }

    List<Attachment> of(Ticket ticket, boolean withInternal) {
        record Row(long entry, UUID file, boolean internal) {}
        List<Row> rows = jdbc.sql("""
                        select number, entry_id, file_id, internal from servicedesk.attachment
                        where tenant_id = ? and number = any(?) and (? or not internal)
                        order by entry_id, file_id
                        """)
                .params(
                        ticket.tenant().value(),
                        verbs.tickets.mergedTogether(ticket).toArray(Long[]::new),
                        withInternal)
                .query((row, index) -> new Row(
                        row.getLong("entry_id"), row.getObject("file_id", UUID.class), row.getBoolean("internal")))
                .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        var stored = files.named(rows.stream().map(Row::file).toList());
        return rows.stream()
                .map(row -> new Attachment(
                        ticket.number(),
                        row.entry(),
                        java.util.Objects.requireNonNull(stored.get(row.file())),
                        row.internal()))
                .toList();
    }

    Attachment get(Ticket ticket, UUID file, boolean withInternal) {
        return of(ticket, withInternal).stream()
                .filter(attachment -> attachment.file().id().equals(file))
                .findFirst()
                .orElseThrow(() -> NotFound.of("attachment", file));
    }
}
