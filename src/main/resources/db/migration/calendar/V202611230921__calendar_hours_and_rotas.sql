-- A change of a calendar makes a version and never touches one: a deadline is explained with the version in force when
-- it was given, so the text of a version is kept as it was, not as jsonb, which would reorder it.
select vigie.room('calendar');

create table calendar.working_hours (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  key text not null,
  retired_at timestamptz,
  unique (tenant_id, key)
);
select vigie.fence('calendar.working_hours');

create table calendar.version (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  working_hours_id bigint not null references calendar.working_hours,
  number int not null,
  valid_from timestamptz not null,
  definition text not null,
  unique (tenant_id, working_hours_id, number)
);
select vigie.fence('calendar.version');

create table calendar.rota (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  team text not null,
  calendar text,
  people text[] not null,
  rotation_days int not null check (rotation_days > 0),
  starts timestamp not null,
  timezone text not null,
  retired_at timestamptz,
  unique (tenant_id, team)
);
select vigie.fence('calendar.rota');
