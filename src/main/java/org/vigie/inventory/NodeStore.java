package org.vigie.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.shared.Criticality;
import org.vigie.shared.TenantId;

/** All SQL of the nodes and edges. */
@Repository
class NodeStore {

    /** Edges to retired nodes stay, unseen, so that a node that comes back finds its place again. */
    static final String COLUMNS = """
            n.id, n.tenant_id, n.key, n.kind, n.name, n.address, n.site, n.service_level, n.criticality, n.retired_at,
            array(select needed.key from inventory.edge e join inventory.node needed on needed.id = e.needs_id
                  where e.tenant_id = n.tenant_id and e.node_id = n.id and needed.retired_at is null) as depends_on
            """;

    private static final String SEARCH = """
             and (cast(:kind as text) is null or n.kind = :kind)
             and (cast(:pattern as text) is null
                  or n.name ilike :pattern or n.key ilike :pattern or n.address ilike :pattern)
             and (:withRetired or n.retired_at is null)
             and (cast(:after as bigint) is null
                  or (lower(n.name), n.id) > (select lower(c.name), c.id from inventory.node c where c.id = :after))
            """;

    private final JdbcClient db;

    NodeStore(JdbcClient db) {
        this.db = db;
    }

    Optional<Asset> asset(long id) {
        return db.sql("select " + COLUMNS + " from inventory.node n where n.id = :id and not n.is_service")
                .param("id", id)
                .query(NodeStore::asset)
                .optional();
    }

    Optional<Asset> asset(String key) {
        return db.sql("select " + COLUMNS
                        + " from inventory.node n where n.key = :key and not n.is_service and n.retired_at is null")
                .param("key", key)
                .query(NodeStore::asset)
                .optional();
    }

    List<Asset> assets() {
        return db.sql("select " + COLUMNS
                        + " from inventory.node n where not n.is_service and n.retired_at is null order by n.key")
                .query(NodeStore::asset)
                .list();
    }

    List<Asset> page(AssetFilter filter, @Nullable Long after, int rows) {
        return db.sql("select " + COLUMNS + " from inventory.node n where not n.is_service" + SEARCH
                        + " order by lower(n.name), n.id limit :rows")
                .param("kind", filter.kind())
                .param("pattern", filter.text() == null ? null : "%" + literal(filter.text()) + "%")
                .param("withRetired", filter.withRetired())
                .param("after", after)
                .param("rows", rows)
                .query(NodeStore::asset)
                .list();
    }

    List<Asset> assets(Collection<Long> ids) {
        return db.sql("select " + COLUMNS + " from inventory.node n where n.id = any (:ids) and not n.is_service")
                .param("ids", ids.toArray(Long[]::new))
                .query(NodeStore::asset)
                .list();
    }

    List<BusinessService> services(Collection<Long> ids) {
        return db.sql("select " + COLUMNS + " from inventory.node n where n.id = any (:ids) and n.is_service")
                .param("ids", ids.toArray(Long[]::new))
                .query(NodeStore::service)
                .list();
    }

    Optional<BusinessService> service(long id) {
        return db.sql("select " + COLUMNS + " from inventory.node n where n.id = :id and n.is_service")
                .param("id", id)
                .query(NodeStore::service)
                .optional();
    }

    List<BusinessService> services() {
        return db.sql(
                        "select " + COLUMNS
                                + " from inventory.node n where n.is_service and n.retired_at is null order by lower(n.name), n.id")
                .query(NodeStore::service)
                .list();
    }

    List<BusinessService> servicesCalled(String text, int most) {
        return db.sql(
                        "select " + COLUMNS
                                + " from inventory.node n where n.is_service and n.retired_at is null"
                                + " and (n.name ilike :pattern or n.key ilike :pattern) order by lower(n.name), n.id limit :most")
                .param("pattern", "%" + literal(text) + "%")
                .param("most", most)
                .query(NodeStore::service)
                .list();
    }

    void write(AssetDeclaration asset) {
        db.sql("""
                insert into inventory.node (is_service, key, kind, name, address, site, criticality)
                values (false, :key, :kind, :name, :address, :site, :criticality)
                on conflict (tenant_id, is_service, key) do update
                set kind = excluded.kind, name = excluded.name, address = excluded.address, site = excluded.site,
                    criticality = excluded.criticality, retired_at = null
                """)
                .param("key", asset.key())
                .param("kind", asset.kind())
                .param("name", asset.name())
                .param("address", asset.address())
                .param("site", asset.site())
                .param("criticality", asset.criticality().ordinal())
                .update();
    }

    void write(ServiceDeclaration service) {
        db.sql("""
                insert into inventory.node (is_service, key, name, service_level, criticality)
                values (true, :key, :name, :level, :criticality)
                on conflict (tenant_id, is_service, key) do update
                set name = excluded.name, service_level = excluded.service_level,
                    criticality = excluded.criticality, retired_at = null
                """)
                .param("key", service.key())
                .param("name", service.name())
                .param("level", service.serviceLevel())
                .param("criticality", service.criticality().ordinal())
                .update();
    }

    void retire(boolean service, String key, Instant now) {
        db.sql("update inventory.node set retired_at = :now where is_service = :service and key = :key")
                .param("now", Timestamp.from(now))
                .param("service", service)
                .param("key", key)
                .update();
    }

    /** Which of these keys are no asset in service. */
    List<String> missing(Collection<String> assets) {
        return db.sql("""
                select wanted.key from unnest(:keys::text[]) as wanted(key)
                where not exists (select from inventory.node n
                                  where n.key = wanted.key and not n.is_service and n.retired_at is null)
                order by wanted.key
                """)
                .param("keys", assets.toArray(String[]::new))
                .query((row, n) -> row.getString(1))
                .list();
    }

    void connect(boolean service, String key, SortedSet<String> needs) {
        db.sql("""
                delete from inventory.edge
                where node_id = (select id from inventory.node where is_service = :service and key = :key)
                """).param("service", service).param("key", key).update();
        if (!needs.isEmpty()) {
            db.sql("""
                    insert into inventory.edge (node_id, needs_id)
                    select one.id, needed.id from inventory.node one, inventory.node needed
                    where one.is_service = :service and one.key = :key
                      and not needed.is_service and needed.key = any (:needs)
                    """)
                    .param("service", service)
                    .param("key", key)
                    .param("needs", needs.toArray(String[]::new))
                    .update();
        }
    }

    static Asset asset(ResultSet row, int number) throws SQLException {
        return new Asset(
                row.getLong("id"),
                new TenantId(row.getInt("tenant_id")),
                row.getString("key"),
                row.getString("kind"),
                row.getString("name"),
                row.getString("address"),
                row.getString("site"),
                Criticality.values()[row.getInt("criticality")],
                row.getTimestamp("retired_at") == null ? AssetStatus.IN_SERVICE : AssetStatus.RETIRED,
                dependsOn(row));
    }

    static BusinessService service(ResultSet row, int number) throws SQLException {
        return new BusinessService(
                row.getLong("id"),
                new TenantId(row.getInt("tenant_id")),
                row.getString("key"),
                row.getString("name"),
                Criticality.values()[row.getInt("criticality")],
                row.getString("service_level"),
                dependsOn(row));
    }

    private static SortedSet<String> dependsOn(ResultSet row) throws SQLException {
        return new TreeSet<>(List.of((String[]) row.getArray("depends_on").getArray()));
    }

    private static String literal(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
    }
}
