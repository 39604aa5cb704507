package org.vigie.servicedesk.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.files.Files;
import org.vigie.files.StoredFile;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

/** Where in found tickets the words stand. Only the texts that the reader may read are looked through. */
@Component
class Hits {
    /** Of a conversation without end, the last; whatever is further back is found and not quoted. */
    private static final int MESSAGES = 100;

    private static final int LONGEST_TEXT = 20_000;

    private final JdbcClient jdbc;
    private final Files files;
    private final Stems stems;

    Hits(JdbcClient jdbc, Files files, Stems stems) {
        this.jdbc = jdbc;
        this.files = files;
        this.stems = stems;
    }

    private record Head(long number, TenantId tenant, String title, String description) {}

    private record Text(Place place, String text) {}

    /** In the order of the numbers. */
    List<TicketHit> of(List<Long> numbers, @Nullable Long itself, StemQuery query, boolean within) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        Map<Long, Head> heads = heads(numbers);
        Map<Long, List<Text>> texts = new HashMap<>();
        heads.values()
                .forEach(head -> texts.computeIfAbsent(head.number(), n -> new ArrayList<>())
                        .add(new Text(new Place.Description(), head.description())));
        messages(heads.values(), within, texts);
        files(heads.values(), within, texts);
        Excerpts excerpts = new Excerpts(query.words(), stems(heads.values(), texts.values(), query));
        return numbers.stream()
                .map(heads::get)
                .filter(Objects::nonNull)
                .map(head -> hit(
                        head,
                        texts.getOrDefault(head.number(), List.of()),
                        excerpts,
                        itself != null && head.number() == itself))
                .toList();
    }

    private static TicketHit hit(Head head, List<Text> texts, Excerpts excerpts, boolean isItself) {
        List<Piece> title = excerpts.whole(head.title());
        Place place = isItself ? new Place.Number() : new Place.Title();
        List<Piece> excerpt = List.of();
        // Quoted is what says more than the title does.
        BitSet titled = excerpts.met(head.title());
        int most = 0;
        for (Text text : isItself ? List.<Text>of() : texts) {
            BitSet met = excerpts.met(text.text());
            met.andNot(titled);
            if (met.cardinality() > most) {
                most = met.cardinality();
                place = text.place();
                excerpt = excerpts.around(text.text());
            }
        }
        return new TicketHit(head.number(), head.tenant(), title, place, excerpt);
    }

    private Map<Long, Head> heads(List<Long> numbers) {
        return jdbc
                .sql("""
                        select number, tenant_id, title, left(description, ?) as description from servicedesk.ticket
                        where number = any(?)
                        """)
                .params(LONGEST_TEXT, numbers.toArray(Long[]::new))
                .query((row, index) -> new Head(
                        row.getLong("number"),
                        new TenantId(row.getInt("tenant_id")),
                        row.getString("title"),
                        row.getString("description")))
                .list()
                .stream()
                .collect(Collectors.toMap(Head::number, head -> head));
    }

    /** The last one first, because it is the one that a reader wants. */
    private void messages(Collection<Head> heads, boolean within, Map<Long, List<Text>> texts) {
        jdbc.sql("""
                        select e.number, e.id, e.at, e.by_name, e.internal, left(e.body, :longest) as body
                        from unnest(:numbers, :tenants) as hit (number, tenant)
                        cross join lateral (
                          select * from servicedesk.timeline_entry e
                          where e.tenant_id = hit.tenant and e.number = hit.number and e.body is not null
                            and (:within or not e.internal)
                          order by e.id desc limit :most) e
                        order by e.id desc
                        """)
                .param("longest", LONGEST_TEXT)
                .param("numbers", heads.stream().map(Head::number).toArray(Long[]::new))
                .param("tenants", tenants(heads))
                .param("within", within)
                .param("most", MESSAGES)
                .query((row, index) -> texts.computeIfAbsent(row.getLong("number"), n -> new ArrayList<>())
                        .add(new Text(
                                new Place.Message(
                                        row.getLong("id"),
                                        row.getString("by_name"),
                                        SqlTime.get(row, "at"),
                                        row.getBoolean("internal")),
                                row.getString("body"))))
                .list();
    }

    private void files(Collection<Head> heads, boolean within, Map<Long, List<Text>> texts) {
        record Attached(long number, long entry, UUID file, boolean internal, String text) {}
        List<Attached> attached = jdbc.sql("""
                        select a.number, a.entry_id, a.file_id, a.internal, coalesce(f.text, '') as text
                        from unnest(:numbers, :tenants) as hit (number, tenant)
                        join servicedesk.attachment a on a.tenant_id = hit.tenant and a.number = hit.number
                        left join servicedesk.file_text f on f.tenant_id = a.tenant_id and f.file_id = a.file_id
                        where :within or not a.internal
                        order by a.entry_id desc limit :most
                        """)
                .param("numbers", heads.stream().map(Head::number).toArray(Long[]::new))
                .param("tenants", tenants(heads))
                .param("within", within)
                .param("most", MESSAGES)
                .query((row, index) -> new Attached(
                        row.getLong("number"),
                        row.getLong("entry_id"),
                        row.getObject("file_id", UUID.class),
                        row.getBoolean("internal"),
                        row.getString("text")))
                .list();
        Map<UUID, StoredFile> stored = attached.isEmpty()
                ? Map.of()
                : files.named(attached.stream().map(Attached::file).toList());
        for (Attached one : attached) {
            StoredFile file = stored.get(one.file());
            if (file != null) {
                texts.computeIfAbsent(one.number(), n -> new ArrayList<>())
                        .add(new Text(
                                new Place.File(one.entry(), file.name(), one.internal()),
                                one.text().isEmpty() ? file.name() : file.name() + " · " + one.text()));
            }
        }
    }

    private static Integer[] tenants(Collection<Head> heads) {
        return heads.stream().map(head -> head.tenant().value()).toArray(Integer[]::new);
    }

    /** Of those words alone that begin as one that is looked for: a stem never changes the first two letters. */
    private Map<String, List<String>> stems(Collection<Head> heads, Collection<List<Text>> texts, StemQuery query) {
        Set<String> beginnings = new HashSet<>();
        query.words().forEach(all -> all.forEach(stem -> beginnings.add(stem.substring(0, 2))));
        var words = new LinkedHashSet<String>();
        heads.forEach(head -> gather(head.title(), beginnings, words));
        texts.forEach(some -> some.forEach(text -> gather(text.text(), beginnings, words)));
        return stems.of(words);
    }

    private static void gather(String text, Set<String> beginnings, Set<String> words) {
        for (TextWords.Word word : TextWords.of(text)) {
            if (beginnings.contains(word.folded().substring(0, 2))) {
                words.add(word.folded());
            }
        }
    }
}
