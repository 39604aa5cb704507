package org.vigie.servicedesk.views;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.TicketSort;
import org.vigie.shared.Refused;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

/** All SQL of views. */
@Component
class ViewStore {
    private static final String COLUMNS = "id, owner_account, owner_name, name, line, sort, shared, clients, version";

    private final JdbcClient jdbc;

    ViewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<SavedView> ofAndShared(long account) {
        return jdbc.sql("select " + COLUMNS + """
                         from servicedesk.view where owner_account = ? or shared order by lower(name), id
                        """)
                .param(account)
                .query(ViewStore::view)
                .list();
    }

    Optional<SavedView> get(long id) {
        return jdbc.sql("select " + COLUMNS + " from servicedesk.view where id = ?")
                .param(id)
                .query(ViewStore::view)
                .optional();
    }

    /** @param content what is asked, to tell a repetition from another request with the same key */
    record Request(String key, String content) {}

    /** The view that this request made before. */
    @Nullable
    Long made(long account, Request request) {
        return jdbc.sql("select id, request_digest from servicedesk.view where owner_account = ? and request_key = ?")
                .params(account, request.key())
                .query((row, index) -> {
                    if (!request.content().equals(row.getString("request_digest"))) {
                        throw Refused.conflict("refusal.idempotency.other");
                    }
                    return row.getLong("id");
                })
                .optional()
                .orElse(null);
    }

    int count(long account) {
        return jdbc.sql("select count(*) from servicedesk.view where owner_account = ?")
                .param(account)
                .query(Integer.class)
                .single();
    }

    long add(
            Viewer owner,
            String name,
            String line,
            TicketSort sort,
            boolean shared,
            SortedSet<TenantId> clients,
            @Nullable Request request,
            Instant now) {
        return jdbc.sql("""
                        insert into servicedesk.view (owner_account, owner_name, name, line, sort, shared, clients,
                          changed_at, request_key, request_digest)
                        values (:owner, :ownerName, :name, :line, :sort, :shared, :clients, :now, :key, :digest)
                        returning id
                        """)
                .param("owner", owner.accountId())
                .param("ownerName", owner.name())
                .param("name", name)
                .param("line", line)
                .param("sort", sort.name())
                .param("shared", shared)
                .param("clients", ids(clients))
                .param("now", SqlTime.of(now))
                .param("key", request == null ? null : request.key())
                .param("digest", request == null ? null : request.content())
                .query(Long.class)
                .single();
    }

    /** False when somebody else changed it since it was read. */
    boolean change(
            SavedView before,
            String name,
            String line,
            TicketSort sort,
            boolean shared,
            SortedSet<TenantId> clients,
            Instant now) {
        return jdbc.sql("""
                        update servicedesk.view set name = :name, line = :line, sort = :sort, shared = :shared,
                          clients = :clients, changed_at = :now, version = version + 1
                        where id = :id and version = :version
                        """)
                        .param("name", name)
                        .param("line", line)
                        .param("sort", sort.name())
                        .param("shared", shared)
                        .param("clients", ids(clients))
                        .param("now", SqlTime.of(now))
                        .param("id", before.id())
                        .param("version", before.version())
                        .update()
                == 1;
    }

    void remove(long id) {
        jdbc.sql("delete from servicedesk.view where id = ?").param(id).update();
    }

    private static Integer[] ids(SortedSet<TenantId> clients) {
        return clients.stream().map(TenantId::value).toArray(Integer[]::new);
    }

    private static SavedView view(ResultSet row, int index) throws SQLException {
        var clients = new TreeSet<TenantId>();
        Arrays.stream((Integer[]) row.getArray("clients").getArray())
                .map(TenantId::new)
                .forEach(clients::add);
        return new SavedView(
                row.getLong("id"),
                row.getLong("owner_account"),
                row.getString("owner_name"),
                row.getString("name"),
                ViewText.parse(row.getString("line")),
                TicketSort.valueOf(row.getString("sort")),
                row.getBoolean("shared"),
                clients,
                row.getLong("version"));
    }
}
