package org.vigie.monitoring.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.vigie.monitoring.Series;
import org.vigie.monitoring.SeriesKey;
import org.vigie.monitoring.SeriesSelector;
import org.vigie.shared.NotFound;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Which series there are: a name is looked up once and is a number from then on. */
final class SeriesRegistry {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<TreeMap<String, String>> LABELS = new TypeReference<>() {};

    private final MetricDatabase database;
    private final Map<SeriesKey, Integer> ids = new ConcurrentHashMap<>();
    private volatile @Nullable SeriesHead[] heads = new SeriesHead[1024];

    SeriesRegistry(MetricDatabase database) {
        this.database = database;
    }

    void load() {
        database.asStore("load the series", sql -> {
            sql.sql("select id, tenant_id from monitoring.series order by id").query(row -> {
                place(row.getInt("id"), new TenantId(row.getInt("tenant_id")));
            });
            return true;
        });
    }

    /** The head of a series that the scope sees. */
    SeriesHead visible(int id, Scope scope) {
        var head = head(id);
        if (head == null || !scope.sees(head.tenant)) {
            throw NotFound.of("series", id);
        }
        return head;
    }

    @Nullable
    SeriesHead head(int id) {
        var known = heads;
        return id >= 0 && id < known.length ? known[id] : null;
    }

    List<SeriesHead> all() {
        var found = new ArrayList<SeriesHead>();
        for (var head : heads) {
            if (head != null) {
                found.add(head);
            }
        }
        return found;
    }

    Map<SeriesKey, Integer> intern(Collection<SeriesKey> keys) {
        var scope = Scope.current();
        var found = new HashMap<SeriesKey, Integer>();
        var unknown = new ArrayList<SeriesKey>();
        for (var key : keys) {
            if (!scope.sees(key.tenant())) {
                throw NotFound.of("tenant", key.tenant());
            }
            var id = ids.get(key);
            if (id == null) {
                unknown.add(key);
            } else {
                found.put(key, id);
            }
        }
        if (!unknown.isEmpty()) {
            // Apart from the caller's transaction: a rollback must not take back a number that memory already uses.
            database.asCallerApart(sql -> write(sql, unknown)).forEach((key, id) -> {
                place(id, key.tenant());
                ids.put(key, id);
                found.put(key, id);
            });
        }
        return found;
    }

    private Map<SeriesKey, Integer> write(JdbcClient sql, List<SeriesKey> keys) {
        var byCanonical = new HashMap<String, SeriesKey>();
        keys.forEach(key -> byCanonical.put(key.tenant() + " " + key.canonical(), key));
        var wanted = List.copyOf(byCanonical.values());
        var tenants = database.array(
                "int4", wanted.stream().map(key -> key.tenant().value()).toArray());
        var canonical =
                database.array("text", wanted.stream().map(SeriesKey::canonical).toArray());
        sql.sql("""
                insert into monitoring.series (tenant_id, name, labels, canonical)
                select tenant_id, name, labels::jsonb, canonical
                  from unnest(:tenants, :names, :labels, :canonical) as wanted (tenant_id, name, labels, canonical)
                on conflict (tenant_id, canonical) do nothing
                """)
                .param("tenants", tenants)
                .param(
                        "names",
                        database.array(
                                "text", wanted.stream().map(SeriesKey::name).toArray()))
                .param(
                        "labels",
                        database.array(
                                "text",
                                wanted.stream()
                                        .map(key -> JSON.writeValueAsString(key.labels()))
                                        .toArray()))
                .param("canonical", canonical)
                .update();
        var found = new HashMap<SeriesKey, Integer>();
        sql.sql("""
                select s.id, s.tenant_id, s.canonical
                  from unnest(:tenants, :canonical) as wanted (tenant_id, canonical)
                  join monitoring.series s using (tenant_id, canonical)
                """).param("tenants", tenants).param("canonical", canonical).query(row -> {
            var key = byCanonical.get(row.getInt("tenant_id") + " " + row.getString("canonical"));
            if (key != null) {
                found.put(key, row.getInt("id"));
            }
        });
        return found;
    }

    List<Series> select(JdbcClient sql, SeriesSelector selector) {
        var tenant = selector.tenant();
        return sql.sql("""
                select id, tenant_id, name, labels::text as labels
                  from monitoring.series
                 where (:tenant::int is null or tenant_id = :tenant)
                   and (:name::text is null or name = :name)
                   and labels @> :labels::jsonb
                 order by id
                """)
                .param("tenant", tenant == null ? null : tenant.value())
                .param("name", selector.name())
                .param("labels", JSON.writeValueAsString(selector.labels()))
                .query(SERIES)
                .list();
    }

    private static final RowMapper<Series> SERIES = (row, number) -> {
        SortedMap<String, String> labels = JSON.readValue(row.getString("labels"), LABELS);
        return new Series(
                row.getInt("id"), new SeriesKey(new TenantId(row.getInt("tenant_id")), row.getString("name"), labels));
    };

    /** The head of a series that the database knows; another caller may have made it known a moment ago. */
    SeriesHead known(int id, TenantId tenant) {
        place(id, tenant);
        var head = head(id);
        if (head == null) {
            throw new IllegalStateException("series " + id + " has no head");
        }
        return head;
    }

    private synchronized void place(int id, TenantId tenant) {
        var known = heads;
        if (id >= known.length) {
            known = Arrays.copyOf(known, Math.max(id + 1, known.length * 2));
        }
        if (known[id] == null) {
            known[id] = new SeriesHead(id, tenant);
        }
        // Written last, so that a reader of the array sees the head in it.
        heads = known;
    }
}
