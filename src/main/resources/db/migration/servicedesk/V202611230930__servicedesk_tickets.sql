select vigie.room('servicedesk');

-- Both are trusted extensions: the owner of the database may create them.
create extension if not exists pg_trgm with schema vigie;
create extension if not exists btree_gin with schema vigie;

create sequence servicedesk.ticket_number as bigint start 1001;
grant usage on sequence servicedesk.ticket_number to vigie_one, vigie_many, vigie_across;

-- Enumerations are their ordinals: smallint comparisons are leakproof, so the indexes work behind the fence.
-- kind: incident, request, problem, change. state: new, assigned, waiting, resolved, closed (up to 2 is open).
-- impact, urgency: high, medium, low. priority: 0 is P1.
create table servicedesk.ticket (
  number bigint primary key default nextval('servicedesk.ticket_number'),
  tenant_id int not null default vigie.tenant(),
  kind smallint not null check (kind between 0 and 3),
  state smallint not null check (state between 0 and 4),
  priority smallint not null check (priority between 0 and 3),
  impact smallint not null check (impact between 0 and 2),
  urgency smallint not null check (urgency between 0 and 2),
  site text,
  service_id bigint,
  asset_id bigint,
  title text not null,
  title_folded text not null,           -- lower case, without accents: what a search compares
  description text not null,
  requester text,
  team text,
  level smallint not null check (level between 1 and 3),
  assignee text,
  assignee_account bigint,
  origin text,
  opened_at timestamptz not null,       -- from when the clocks count
  updated_at timestamptz not null,
  taken_at timestamptz,                 -- when a person first started on it
  confirming_since timestamptz,         -- the service seems to work again, not yet proven
  confirming_until timestamptz,
  restored_at timestamptz,
  resolved_at timestamptz,
  solution text,
  waiting_reason text,
  waiting_since timestamptz,
  next_due_at timestamptz,
  due_order timestamptz not null generated always as (coalesce(next_due_at, 'infinity'::timestamptz)) stored,
  version bigint not null default 1,
  check ((state = 2) = (waiting_reason is not null))
);
select vigie.fence('servicedesk.ticket');

create unique index ticket_origin on servicedesk.ticket (tenant_id, origin) where origin is not null;

-- Lists of one client. Several clients are read client by client with the same indexes.
create index ticket_newest on servicedesk.ticket (tenant_id, opened_at, number);
create index ticket_updated on servicedesk.ticket (tenant_id, updated_at, number);
create index ticket_priority on servicedesk.ticket (tenant_id, priority, number);
create index ticket_due on servicedesk.ticket (tenant_id, due_order, number);
create index ticket_open_newest on servicedesk.ticket (tenant_id, opened_at, number) where state <= 2;
create index ticket_open_updated on servicedesk.ticket (tenant_id, updated_at, number) where state <= 2;
create index ticket_open_priority on servicedesk.ticket (tenant_id, priority, number) where state <= 2;
create index ticket_open_due on servicedesk.ticket (tenant_id, due_order, number) where state <= 2;
create index ticket_open_team on servicedesk.ticket (tenant_id, team, due_order, number) where state <= 2;
create index ticket_open_assignee on servicedesk.ticket (tenant_id, assignee, due_order, number) where state <= 2;
create index ticket_state on servicedesk.ticket (tenant_id, state, opened_at, number);
create index ticket_team on servicedesk.ticket (tenant_id, team, opened_at, number);
create index ticket_assignee on servicedesk.ticket (tenant_id, assignee, opened_at, number);
create index ticket_asset on servicedesk.ticket (tenant_id, asset_id, opened_at, number);
create index ticket_service on servicedesk.ticket (tenant_id, service_id, opened_at, number);

-- Lists of all clients.
create index ticket_all_newest on servicedesk.ticket (opened_at, number);
create index ticket_all_updated on servicedesk.ticket (updated_at, number);
create index ticket_all_priority on servicedesk.ticket (priority, number);
create index ticket_all_due on servicedesk.ticket (due_order, number);
create index ticket_all_open_newest on servicedesk.ticket (opened_at, number) where state <= 2;
create index ticket_all_open_updated on servicedesk.ticket (updated_at, number) where state <= 2;
create index ticket_all_open_priority on servicedesk.ticket (priority, number) where state <= 2;
create index ticket_all_open_due on servicedesk.ticket (due_order, number) where state <= 2;
create index ticket_all_open_team on servicedesk.ticket (team, due_order, number) where state <= 2;
create index ticket_all_open_assignee on servicedesk.ticket (assignee, due_order, number) where state <= 2;
create index ticket_all_state on servicedesk.ticket (state, opened_at, number);
create index ticket_all_team on servicedesk.ticket (team, opened_at, number);
create index ticket_all_assignee on servicedesk.ticket (assignee, opened_at, number);

-- Search. LIKE is not leakproof, so behind the fence it may filter rows but never lead an index. This function runs as
-- the owner, who may read tickets only here, and keeps to the scope of the caller itself: the setting of the role is
-- that of the transaction, whoever the function runs as. It answers at most `most` numbers.
create index ticket_title on servicedesk.ticket using gin (title_folded vigie.gin_trgm_ops);
create index ticket_tenant_title on servicedesk.ticket using gin (tenant_id, title_folded vigie.gin_trgm_ops);
create policy search on servicedesk.ticket for select to current_user using (true);

create function servicedesk.titled(pattern text, most int) returns setof bigint
  language plpgsql stable security definer
  set search_path = pg_catalog, vigie
  set plan_cache_mode = force_custom_plan   -- a plan that does not know the pattern is made for any pattern
as $$
begin
  case current_setting('role', true)
    when 'vigie_one' then
      return query select t.number from servicedesk.ticket t
        where t.tenant_id = vigie.tenant() and t.title_folded like pattern limit most;
    when 'vigie_many' then
      return query select t.number from servicedesk.ticket t
        where t.tenant_id = any (vigie.tenants()) and t.title_folded like pattern limit most;
    when 'vigie_across' then
      return query select t.number from servicedesk.ticket t where t.title_folded like pattern limit most;
    else
      return;
  end case;
end
$$;
revoke execute on function servicedesk.titled(text, int) from public;
grant execute on function servicedesk.titled(text, int) to vigie_one, vigie_many, vigie_across;

-- Messages (with a body) and events (said by code and args, in the reader's language).
create table servicedesk.timeline_entry (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  at timestamptz not null,
  kind text not null,
  by_account bigint,
  by_name text not null,
  by_person boolean not null,
  code text not null,
  args text[] not null,
  body text,
  internal boolean not null
);
select vigie.fence('servicedesk.timeline_entry');
revoke update, delete on servicedesk.timeline_entry from vigie_one, vigie_many, vigie_across;
create index timeline_entry_ticket on servicedesk.timeline_entry (tenant_id, number, id);
