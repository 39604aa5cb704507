-- A client is its own tenant: the fence shows each client exactly one row of this table.
select vigie.room('organization');

create sequence organization.client_id as int;
grant usage on sequence organization.client_id to vigie_across;

create table organization.client (
  tenant_id int primary key default vigie.tenant(),
  key text not null unique,
  name text not null,
  locale text not null,
  created_at timestamptz not null,
  retired_at timestamptz
);
select vigie.fence('organization.client');

create table organization.site (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  key text not null,
  name text not null,
  timezone text not null,
  calendar text,
  retired_at timestamptz,
  unique (tenant_id, key)
);
select vigie.fence('organization.site');

create table organization.team (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  key text not null,
  name text not null,
  level smallint not null check (level between 1 and 3),
  retired_at timestamptz,
  unique (tenant_id, key)
);
select vigie.fence('organization.team');

create table organization.person (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  key text not null,
  name text not null,
  email text,
  locale text not null,
  teams text[] not null,
  retired_at timestamptz,
  unique (tenant_id, key)
);
select vigie.fence('organization.person');
