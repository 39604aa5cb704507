-- The metric store. Open windows live in memory and in the two write-ahead tables; a finished window is one chunk a
-- series, a finished day one block a series, and roll-ups outlive them. Retention drops partitions, never rows.
-- Times are milliseconds since 1970 and values are the bits of a double, so that stale markers survive unchanged.
do $$
begin
  if not exists (select from pg_namespace where nspname = 'monitoring') then
    perform vigie.room('monitoring');
  end if;
end
$$;

create table monitoring.series (
  id int generated always as identity primary key,
  tenant_id int not null,
  name text not null,
  labels jsonb not null,
  canonical text not null,
  unique (tenant_id, canonical)
);
create index series_tenant_name_idx on monitoring.series (tenant_id, name, id);
select vigie.fence('monitoring.series');
grant usage on sequence monitoring.series_id_seq to vigie_one, vigie_many, vigie_across;

-- One row: who writes (a newer process takes over by raising the epoch) and which windows are closed for good.
create table monitoring.metric_writer (
  sole boolean primary key default true check (sole),
  epoch bigint not null,
  closed_through bigint
);
insert into monitoring.metric_writer (epoch) values (0);
select vigie.system_table('monitoring.metric_writer');

-- A row holds samples of several clients, so no client's role may read it.
create table monitoring.samples_wal_a (
  seq bigint primary key,
  window_no bigint not null,
  payload bytea not null
);
create table monitoring.samples_wal_b (like monitoring.samples_wal_a including all);
alter table monitoring.samples_wal_a alter payload set storage external;
alter table monitoring.samples_wal_b alter payload set storage external;
select vigie.system_table('monitoring.samples_wal_a');
select vigie.system_table('monitoring.samples_wal_b');
-- A table of which all windows are closed is emptied at once instead of row by row.
grant truncate on monitoring.samples_wal_a, monitoring.samples_wal_b to vigie_across;

-- Late, early and repeated samples: the last write wins, and a replay changes nothing.
create table monitoring.late_samples (
  series_id int not null,
  at_ms bigint not null,
  tenant_id int not null,
  value_bits bigint not null,
  primary key (series_id, at_ms)
);
create index late_samples_at_idx on monitoring.late_samples (at_ms, series_id);
select vigie.fence('monitoring.late_samples');

create table monitoring.sample_chunks (
  series_id int not null,
  tenant_id int not null,
  day date not null,
  window_no bigint not null,
  payload bytea not null,
  primary key (series_id, day, window_no)
) partition by range (day);
select vigie.fence('monitoring.sample_chunks');

create table monitoring.sample_blocks (
  series_id int not null,
  tenant_id int not null,
  day date not null,
  payload bytea not null,
  primary key (series_id, day)
) partition by range (day);
select vigie.fence('monitoring.sample_blocks');

-- One row a series and month, and one a series and year: the payload names its hours or days.
create table monitoring.hourly_rollups (
  series_id int not null,
  tenant_id int not null,
  day date not null,
  payload bytea not null,
  primary key (series_id, day)
) partition by range (day);
select vigie.fence('monitoring.hourly_rollups');

create table monitoring.daily_rollups (
  series_id int not null,
  tenant_id int not null,
  day date not null,
  payload bytea not null,
  primary key (series_id, day)
) partition by range (day);
select vigie.fence('monitoring.daily_rollups');

-- Partitions belong to the owner of the tables; the store asks for exactly these operations and no other.
create function monitoring.partition_span(family text, first_day date) returns interval
  language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  unit text := case family
    when 'sample_chunks' then 'day'
    when 'sample_blocks' then 'day'
    when 'hourly_rollups' then 'month'
    when 'daily_rollups' then 'year' end;
begin
  if unit is null then
    raise exception 'not a family of the metric store: %', family;
  end if;
  if first_day is null or date_trunc(unit, first_day)::date <> first_day
      or first_day not between date '1970-01-01' and date '2200-01-01' then
    raise exception '% does not begin a % of %', first_day, unit, family;
  end if;
  return ('1 ' || unit)::interval;
end
$$;

create function monitoring.open_partition(family text, first_day date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  span interval := monitoring.partition_span(family, first_day);
  part text := family || to_char(first_day, '_YYYYMMDD');
begin
  if to_regclass(format('monitoring.%I', part)) is not null then
    return false;
  end if;
  execute format('create table monitoring.%I partition of monitoring.%I for values from (%L) to (%L)',
    part, family, first_day, (first_day + span)::date);
  -- A payload stays in its row up to a page: it is compressed already, and a block is read whole.
  execute format('alter table monitoring.%I alter payload set storage external, set (toast_tuple_target = 8160)', part);
  perform vigie.fence(format('monitoring.%I', part)::regclass);
  return true;
end
$$;

create function monitoring.drop_partition(family text, first_day date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  span interval := monitoring.partition_span(family, first_day);
  part text := family || to_char(first_day, '_YYYYMMDD');
begin
  if to_regclass(format('monitoring.%I', part)) is null then
    return false;
  end if;
  execute format('drop table monitoring.%I', part);
  return true;
end
$$;

create function monitoring.partitions(family text) returns setof date
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select to_date(right(c.relname, 8), 'YYYYMMDD')
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    join pg_class p on p.oid = i.inhparent
    join pg_namespace n on n.oid = p.relnamespace
   where n.nspname = 'monitoring' and p.relname = family
   order by 1
$$;

revoke execute on function monitoring.open_partition(text, date), monitoring.drop_partition(text, date),
  monitoring.partitions(text), monitoring.partition_span(text, date) from public;
grant execute on function monitoring.open_partition(text, date), monitoring.drop_partition(text, date),
  monitoring.partitions(text) to vigie_across;
