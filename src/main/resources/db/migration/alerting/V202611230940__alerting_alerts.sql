-- Alerts, the sources that feed them, and the decisions taken about them.
select vigie.room('alerting');

-- Severity: 1 warning, 2 critical. told_severity is what was last told upwards; null means that nobody was told yet.
create table alerting.alert (
  tenant_id int not null default vigie.tenant(),
  id bigint generated always as identity primary key,
  asset_id bigint not null,
  symptom text not null,
  check_id bigint not null,
  severity smallint not null check (severity in (1, 2)),
  worst_severity smallint not null check (worst_severity in (1, 2)),
  told_severity smallint,
  told_at timestamptz,
  summary jsonb not null,
  opened_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  acknowledgement_note text,
  acknowledged_until timestamptz,
  first_acknowledged_at timestamptz,
  muted_by text,
  muted_until timestamptz,
  mute_review_at timestamptz,
  was_muted boolean not null default false,
  cleared_at timestamptz,
  recovered_at timestamptz
);
create unique index alert_one_open on alerting.alert (tenant_id, asset_id, symptom) where cleared_at is null;
create index alert_last_of_symptom on alerting.alert (tenant_id, asset_id, symptom, id desc);
create index alert_newest on alerting.alert (tenant_id, opened_at desc, id desc);
create index alert_newest_open on alerting.alert (opened_at desc, id desc) where cleared_at is null;
create index alert_newest_across on alerting.alert (opened_at desc, id desc);
create index alert_mute_review on alerting.alert (mute_review_at) where mute_review_at is not null;
create index alert_acknowledgement_end on alerting.alert (acknowledged_until) where acknowledged_until is not null;
select vigie.fence('alerting.alert');

create table alerting.signal (
  tenant_id int not null default vigie.tenant(),
  alert_id bigint not null references alerting.alert (id) on delete cascade,
  source text not null,
  source_id bigint not null,
  severity smallint not null check (severity in (1, 2)),
  summary jsonb not null,
  raised_at timestamptz not null,
  last_seen_at timestamptz not null,
  recovered_at timestamptz,
  primary key (tenant_id, alert_id, source)
);
select vigie.fence('alerting.signal');

create table alerting.alert_event (
  tenant_id int not null default vigie.tenant(),
  id bigint generated always as identity,
  alert_id bigint not null references alerting.alert (id) on delete cascade,
  at timestamptz not null,
  kind text not null,
  by_kind text not null,
  by_account bigint,
  by_name text not null,
  reason jsonb not null,
  primary key (tenant_id, alert_id, id)
);
select vigie.fence('alerting.alert_event');

-- What reporting reads.
create view alerting.fact_alert with (security_invoker = true) as
select tenant_id, id as alert_id, asset_id, check_id, symptom,
       case severity when 2 then 'critical' else 'warning' end as severity,
       case worst_severity when 2 then 'critical' else 'warning' end as worst_severity,
       opened_at, told_at, first_acknowledged_at, recovered_at, cleared_at, was_muted
from alerting.alert;
grant select on alerting.fact_alert to vigie_one, vigie_many, vigie_across;
