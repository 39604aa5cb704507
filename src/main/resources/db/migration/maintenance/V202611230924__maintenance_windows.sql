-- A change closes a row and writes a new one: time that was agreed stays agreed in the report of its month.
select vigie.room('maintenance');

create table maintenance.maintenance_window (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  key text not null,
  assets text[] not null,
  rule text,
  first date not null,
  first_stated boolean not null,
  starts time not null,
  lasts_seconds bigint not null,
  timezone text not null,
  agreed boolean not null,
  valid_from timestamptz,
  valid_to timestamptz
);
create unique index maintenance_window_in_force on maintenance.maintenance_window (tenant_id, key) where valid_to is null;
create index maintenance_window_history on maintenance.maintenance_window (tenant_id, key, valid_to);
select vigie.fence('maintenance.maintenance_window');
