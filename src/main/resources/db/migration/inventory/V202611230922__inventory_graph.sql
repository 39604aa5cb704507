-- Assets and business services are the nodes of one graph; an edge says who needs whom. Keys of assets and keys of
-- business services are two name spaces.
select vigie.room('inventory');

create table inventory.node (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  is_service boolean not null,
  key text not null,
  kind text,
  name text not null,
  address text,
  site text,
  service_level text,
  criticality smallint not null check (criticality between 0 and 3),
  retired_at timestamptz,
  unique (tenant_id, is_service, key),
  check (is_service = (kind is null))
);
create index node_by_name on inventory.node (tenant_id, is_service, lower(name), id);
select vigie.fence('inventory.node');

create table inventory.edge (
  tenant_id int not null default vigie.tenant(),
  node_id bigint not null references inventory.node,
  needs_id bigint not null references inventory.node,
  primary key (tenant_id, node_id, needs_id),
  check (node_id <> needs_id)
);
create index edge_upwards on inventory.edge (tenant_id, needs_id, node_id);
select vigie.fence('inventory.edge');
