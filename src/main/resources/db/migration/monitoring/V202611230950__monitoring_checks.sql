-- What is asked, what is believed of the answer, and since when. Samples go to the metric store, not here.
create table monitoring.checks (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  uid uuid not null default gen_random_uuid(),
  key text not null,
  asset_id bigint not null,
  type text not null,
  settings text not null,
  interval_ms bigint not null,
  timeout_ms bigint not null,
  retry_ms bigint not null,
  failures int not null,
  symptom text not null,
  counts boolean not null,
  position int not null default 0,
  declared_at timestamptz not null,
  retired_at timestamptz,
  unique (tenant_id, key)
);
create index checks_asset on monitoring.checks (tenant_id, asset_id);
select vigie.fence('monitoring.checks');

-- One row a check, written often: room is left in each page so that an update stays in place.
create table monitoring.check_state (
  check_id bigint primary key references monitoring.checks (id),
  tenant_id int not null default vigie.tenant(),
  state text not null,
  since timestamptz not null,
  standing text not null,
  last_told_at timestamptz,
  last_checked_at timestamptz,
  output jsonb
) with (fillfactor = 60);
select vigie.fence('monitoring.check_state');

-- The believed states as history tells them. A row ends where the next one of its check begins.
create table monitoring.state_span (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  check_id bigint not null references monitoring.checks (id),
  state text not null,
  from_at timestamptz not null,
  reason jsonb not null
);
create index state_span_check on monitoring.state_span (tenant_id, check_id, from_at, id);
select vigie.fence('monitoring.state_span');

-- That a watcher lived, and until when for certain: time after its last beat was watched by nobody.
create table monitoring.watcher (
  id bigint generated always as identity primary key,
  started_at timestamptz not null,
  beat_at timestamptz not null,
  ended_at timestamptz
);
select vigie.system_table('monitoring.watcher');
