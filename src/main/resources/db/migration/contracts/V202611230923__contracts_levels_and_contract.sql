-- A change closes a row and writes a new one, so that what was promised on a day can always be read.
select vigie.room('contracts');

create table contracts.service_level (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  key text not null,
  position int not null,
  calendar text not null,
  targets text not null,
  valid_from timestamptz not null,
  valid_to timestamptz
);
create unique index service_level_in_force on contracts.service_level (tenant_id, key) where valid_to is null;
select vigie.fence('contracts.service_level');

create table contracts.contract (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  key text not null,
  starts date not null,
  ends date,
  availability_target numeric(7, 4),
  availability_method text,
  unknown_counts_as text,
  stabilisation_seconds bigint not null,
  relapse_seconds bigint not null,
  pauses text[] not null,
  valid_from timestamptz not null,
  valid_to timestamptz
);
create unique index contract_in_force on contracts.contract (tenant_id) where valid_to is null;
select vigie.fence('contracts.contract');
