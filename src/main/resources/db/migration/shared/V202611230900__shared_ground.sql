-- The fence between clients. A transaction takes one of four roles; each table of a client's rows gives each role one
-- policy (two policies on one role would be OR-ed, and an OR loses the index). The role without policies sees nothing.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['vigie_none', 'vigie_one', 'vigie_many', 'vigie_across'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin', wanted);
    end if;
    execute format('grant %I to ${app_role} with inherit false, set true', wanted);
  end loop;
end
$$;

create schema vigie;
grant usage on schema vigie to vigie_none, vigie_one, vigie_many, vigie_across;

-- After a commit the setting reads '' and not null: without nullif the next use is a cast error.
create function vigie.tenant() returns int language sql stable parallel safe
  as $$ select nullif(current_setting('vigie.tenant', true), '')::int $$;

create function vigie.tenants() returns int[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('vigie.tenants', true), ''), '{}')::int[] $$;

grant execute on function vigie.tenant(), vigie.tenants() to vigie_none, vigie_one, vigie_many, vigie_across;

-- A room's schema: open to the three scopes.
create function vigie.room(name text) returns void language plpgsql as $$
begin
  execute format('create schema %I', name);
  execute format('grant usage on schema %I to vigie_one, vigie_many, vigie_across', name);
end
$$;

-- A table whose rows belong to clients (it has a column tenant_id int not null).
create function vigie.fence(tab regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy one on %s to vigie_one using (tenant_id = vigie.tenant()) with check (tenant_id = vigie.tenant())', tab);
  execute format('create policy many on %s to vigie_many using (tenant_id = any ((select vigie.tenants())::int[])) with check (tenant_id = any ((select vigie.tenants())::int[]))', tab);
  execute format('create policy across on %s to vigie_across using (true) with check (true)', tab);
  execute format('grant select, insert, update, delete on %s to vigie_one, vigie_many, vigie_across', tab);
end
$$;

-- A table that belongs to no client: only work that says why it crosses tenants may touch it.
create function vigie.system_table(tab regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy across on %s to vigie_across using (true) with check (true)', tab);
  execute format('grant select, insert, update, delete on %s to vigie_across', tab);
end
$$;

-- News that was recorded and not yet delivered (Spring Modulith's own table, version 2). It holds no answer to a
-- question that a person asks, and it is written and ticked off in every scope.
create schema news;
grant usage on schema news to vigie_none, vigie_one, vigie_many, vigie_across;

create table news.event_publication (
  id uuid primary key,
  listener_id text not null,
  event_type text not null,
  serialized_event text not null,
  publication_date timestamptz not null,
  completion_date timestamptz,
  status text,
  completion_attempts int,
  last_resubmission_date timestamptz
);
create index event_publication_serialized_event_hash_idx on news.event_publication using hash (serialized_event);
create index event_publication_by_completion_date_idx on news.event_publication (completion_date);
grant select, insert, update, delete on news.event_publication to vigie_none, vigie_one, vigie_many, vigie_across;

-- db-scheduler's own table: work that is due later, whoever it is for.
create schema jobs;
grant usage on schema jobs to vigie_none, vigie_one, vigie_many, vigie_across;

create table jobs.scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time_idx on jobs.scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat_idx on jobs.scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority_execution_time_idx on jobs.scheduled_tasks (priority desc, execution_time asc);
grant select, insert, update, delete on jobs.scheduled_tasks to vigie_none, vigie_one, vigie_many, vigie_across, ${app_role};
