package org.vigie.servicedesk.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.files.Files;
import org.vigie.files.StoredFile;
import org.vigie.shared.TenantId;

/**
 * Keeps what is searched of each ticket, in the transaction of whoever writes the words and under the lock of the ticket.
 * What colleagues say among themselves goes to a place where a client's search never looks.
 */
@Component
public class SoughtTexts {
    private final JdbcClient jdbc;
    private final Files files;
    private final FileTexts fileTexts;

    SoughtTexts(JdbcClient jdbc, Files files, FileTexts fileTexts) {
        this.jdbc = jdbc;
        this.files = files;
        this.fileTexts = fileTexts;
    }

    public void opened(TenantId tenant, long number, String title, String description) {
        write(tenant, number, TextWords.different(List.of(title, description)), null);
    }

    public void said(TenantId tenant, long number, String text, boolean internal) {
        add(tenant, number, TextWords.different(List.of(text)), internal);
    }

    public void filed(TenantId tenant, long number, StoredFile file, boolean internal) {
        add(tenant, number, TextWords.different(List.of(file.name(), fileTexts.keep(tenant, file))), internal);
    }

    /** A title or a description is another one: what the old one said is forgotten. */
    public void rewritten(TenantId tenant, long number) {
        List<String> open = new ArrayList<>();
        List<String> inside = new ArrayList<>();
        jdbc.sql("select title, description from servicedesk.ticket where number = ?")
                .param(number)
                .query((row, index) -> Stream.of(row.getString("title"), row.getString("description")))
                .list()
                .forEach(texts -> texts.forEach(open::add));
        jdbc.sql("""
                        select body, internal from servicedesk.timeline_entry
                        where tenant_id = ? and number = ? and body is not null order by id
                        """)
                .params(tenant.value(), number)
                .query((row, index) -> (row.getBoolean("internal") ? inside : open).add(row.getString("body")))
                .list();
        record Attached(UUID file, boolean internal) {}
        List<Attached> attached = jdbc.sql("""
                        select file_id, internal from servicedesk.attachment where tenant_id = ? and number = ?
                        """)
                .params(tenant.value(), number)
                .query((row, index) -> new Attached(row.getObject("file_id", UUID.class), row.getBoolean("internal")))
                .list();
        var stored = files.named(attached.stream().map(Attached::file).toList());
        for (Attached one : attached) {
            StoredFile file = stored.get(one.file());
            if (file != null) {
                List<String> side = one.internal() ? inside : open;
                side.add(file.name());
                side.add(fileTexts.keep(tenant, file));
            }
        }
        Set<String> all = inside.isEmpty()
                ? null
                : TextWords.different(
                        Stream.concat(open.stream(), inside.stream()).toList());
        write(tenant, number, TextWords.different(open), all);
    }

    private void write(TenantId tenant, long number, Set<String> words, @Nullable Set<String> inside) {
        jdbc.sql("""
                        with fresh as (
                          insert into servicedesk.fresh_words (tenant_id, words) values (:tenant, :learnt))
                        insert into servicedesk.sought as s (number, tenant_id, words, inside)
                        values (:number, :tenant, servicedesk.stemmed(:words), servicedesk.stemmed(:inside))
                        on conflict (number) do update set words = excluded.words, inside = excluded.inside
                        """)
                .param("tenant", tenant.value())
                .param("number", number)
                .param("learnt", KnownWords.worthLearning(inside == null ? words : inside))
                .param("words", words.toArray(String[]::new))
                .param("inside", inside == null ? null : inside.toArray(String[]::new), java.sql.Types.ARRAY)
                .update();
    }

    private void add(TenantId tenant, long number, Set<String> words, boolean internal) {
        String changed = internal
                ? "inside = coalesce(inside, words) || fresh.stems"
                : "words = words || fresh.stems, inside = inside || fresh.stems";
        // A ticket of before, which the job has not come to, has no row yet: it will be written from all its texts.
        jdbc.sql("""
                        with learnt as (
                          insert into servicedesk.fresh_words (tenant_id, words) values (:tenant, :learnt)),
                        fresh as (select servicedesk.stemmed(:words) as stems)
                        update servicedesk.sought set %s from fresh
                        where number = :number and length(coalesce(inside, words)) < :most
                        """.formatted(changed))
                .param("tenant", tenant.value())
                .param("number", number)
                .param("learnt", KnownWords.worthLearning(words))
                .param("words", words.toArray(String[]::new))
                .param("most", 2 * TextWords.MOST_DIFFERENT)
                .update();
    }
}
