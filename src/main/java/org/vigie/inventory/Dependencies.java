package org.vigie.inventory;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What depends on what, followed to the end in one query. The walk keeps (node, distance) and stops at
 * {@link DependencyPaths#LONGEST} steps, so that even a circle written behind the door's back ends it; what is retired
 * carries nothing.
 */
@Service
public class Dependencies {

    private static final String DOWNWARDS = """
            with recursive walk (id, distance) as (
              select cast(:start as bigint), 0
              union
              select e.needs_id, walk.distance + 1
              from walk
              join inventory.edge e on e.node_id = walk.id
              join inventory.node n on n.id = e.needs_id and n.retired_at is null
              where walk.distance < :longest
            ),
            """;

    private static final String UPWARDS = """
            with recursive walk (id, distance) as (
              select cast(:start as bigint), 0
              union
              select e.node_id, walk.distance + 1
              from walk
              join inventory.edge e on e.needs_id = walk.id
              join inventory.node n on n.id = e.node_id and n.retired_at is null
              where walk.distance < :longest
            ),
            """;

    private static final String FOUND =
            """
            found as (select id, min(distance) as distance from walk where id <> :start group by id)
            select """ + " " + NodeStore.COLUMNS + " from found join inventory.node n on n.id = found.id ";

    private final JdbcClient db;

    Dependencies(JdbcClient db) {
        this.db = db;
    }

    /** The business services that fail when this asset fails, the most critical first. */
    @Transactional(readOnly = true)
    public List<BusinessService> servicesAffectedBy(long assetId) {
        return walk(UPWARDS + FOUND + "where n.is_service order by n.criticality desc, lower(n.name), n.id", assetId)
                .query(NodeStore::service)
                .list();
    }

    /** Every asset that a business service needs, directly or not, the nearest first. */
    @Transactional(readOnly = true)
    public List<Asset> assetsUnder(long serviceId) {
        return assets(DOWNWARDS, serviceId);
    }

    /** The ids of the assets that each of these business services needs, directly or not: one walk for many. */
    @Transactional(readOnly = true)
    public Map<Long, Set<Long>> assetsUnderEach(Collection<Long> serviceIds) {
        var under = new HashMap<Long, Set<Long>>();
        serviceIds.forEach(service -> under.put(service, new HashSet<>()));
        db.sql("""
                with recursive walk (service, id, distance) as (
                  select id, id, 0 from unnest(cast(:starts as bigint[])) as start (id)
                  union
                  select walk.service, e.needs_id, walk.distance + 1
                  from walk
                  join inventory.edge e on e.node_id = walk.id
                  join inventory.node n on n.id = e.needs_id and n.retired_at is null
                  where walk.distance < :longest
                )
                select distinct walk.service, walk.id
                from walk join inventory.node n on n.id = walk.id where not n.is_service
                """)
                .param("starts", serviceIds.toArray(Long[]::new))
                .param("longest", DependencyPaths.LONGEST)
                .query((row, index) -> Objects.requireNonNull(under.get(row.getLong("service")))
                        .add(row.getLong("id")))
                .list();
        return under;
    }

    /** What the asset itself needs, directly or not, the nearest first. */
    @Transactional(readOnly = true)
    public List<Asset> neededBy(long assetId) {
        return assets(DOWNWARDS, assetId);
    }

    /** Assets that need this one, directly or not, the nearest first. */
    @Transactional(readOnly = true)
    public List<Asset> dependingOn(long assetId) {
        return assets(UPWARDS, assetId);
    }

    /** The ids of all assets that need any of these, directly or not, and of these themselves: one walk for many. */
    @Transactional(readOnly = true)
    public Set<Long> restingOn(Collection<Long> assetIds) {
        return new HashSet<>(db.sql("""
                with recursive walk (id, distance) as (
                  select id, 0 from unnest(cast(:starts as bigint[])) as start (id)
                  union
                  select e.node_id, walk.distance + 1
                  from walk
                  join inventory.edge e on e.needs_id = walk.id
                  join inventory.node n on n.id = e.node_id and n.retired_at is null
                  where walk.distance < :longest
                )
                select distinct walk.id from walk join inventory.node n on n.id = walk.id where not n.is_service
                """)
                .param("starts", assetIds.toArray(Long[]::new))
                .param("longest", DependencyPaths.LONGEST)
                .query(Long.class)
                .list());
    }

    private List<Asset> assets(String direction, long start) {
        return walk(direction + FOUND + "where not n.is_service order by found.distance, n.key", start)
                .query(NodeStore::asset)
                .list();
    }

    private JdbcClient.StatementSpec walk(String sql, long start) {
        return db.sql(sql).param("start", start).param("longest", DependencyPaths.LONGEST);
    }
}
