-- The trail: entries that can only be added, and seals that chain them. The fence is written by hand because an entry may
-- belong to no client, and because nobody may change or remove one.
select vigie.room('audit');
grant usage on schema audit to vigie_none;

create table audit.entry (
  id bigint generated always as identity primary key,
  tenant_id int,
  at timestamptz not null,
  actor_kind text not null,
  account_id bigint,
  who text not null,
  verb text not null,
  subject text not null,
  details jsonb not null default '{}'
);
create index entry_tenant on audit.entry (tenant_id, id desc);
create index entry_at on audit.entry (at);

-- What no seal holds yet. A queue and not a high-water mark: ids become visible in the order of the commits.
create table audit.unsealed (entry_id bigint primary key);

create table audit.seal (
  number bigint primary key,
  sealed_at timestamptz not null,
  previous bytea not null,
  entry_ids bigint[] not null,
  digests bytea not null,
  digest bytea not null
);

create function audit.queue_entry() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into audit.unsealed (entry_id) values (new.id);
  return null;
end
$$;
create trigger queue after insert on audit.entry for each row execute function audit.queue_entry();

create function audit.refuse() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'the audit trail is append-only: % on %', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger append_only before update or delete on audit.entry for each row execute function audit.refuse();
create trigger never_emptied before truncate on audit.entry for each statement execute function audit.refuse();
create trigger append_only before update or delete on audit.seal for each row execute function audit.refuse();
create trigger never_emptied before truncate on audit.seal for each statement execute function audit.refuse();

alter table audit.entry enable row level security;
alter table audit.entry force row level security;
create policy none_writes on audit.entry for insert to vigie_none with check (tenant_id is null);
create policy one on audit.entry for select to vigie_one using (tenant_id = vigie.tenant());
create policy one_writes on audit.entry for insert to vigie_one with check (tenant_id = vigie.tenant());
create policy many on audit.entry for select to vigie_many using (tenant_id = any ((select vigie.tenants())::int[]));
create policy many_writes on audit.entry for insert to vigie_many with check (tenant_id is null);
create policy across on audit.entry for select to vigie_across using (true);
create policy across_writes on audit.entry for insert to vigie_across with check (true);
grant select, insert on audit.entry to vigie_one, vigie_many, vigie_across;
grant insert on audit.entry to vigie_none;

alter table audit.seal enable row level security;
alter table audit.seal force row level security;
create policy across on audit.seal for select to vigie_across using (true);
create policy across_writes on audit.seal for insert to vigie_across with check (true);
grant select, insert on audit.seal to vigie_across;

-- Row security is on but not forced: the trigger above writes as the owner, in every scope.
alter table audit.unsealed enable row level security;
create policy across on audit.unsealed to vigie_across using (true) with check (true);
grant select, delete on audit.unsealed to vigie_across;
