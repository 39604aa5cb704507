-- Lists look up their rows late (ADR 0029): the page is found in an index alone, and only its rows are read. So the
-- indexes of open tickets carry every column that a list may filter by: whatever is asked of open tickets, at worst an
-- index of them is read through, and never the table.
drop index servicedesk.ticket_open_newest;
drop index servicedesk.ticket_open_updated;
drop index servicedesk.ticket_open_priority;
drop index servicedesk.ticket_open_due;
drop index servicedesk.ticket_open_team;
drop index servicedesk.ticket_open_assignee;
drop index servicedesk.ticket_all_open_newest;
drop index servicedesk.ticket_all_open_updated;
drop index servicedesk.ticket_all_open_priority;
drop index servicedesk.ticket_all_open_due;
drop index servicedesk.ticket_all_open_team;
drop index servicedesk.ticket_all_open_assignee;

create index ticket_open_newest on servicedesk.ticket (tenant_id, opened_at, number)
  include (kind, state, priority, team, assignee, asset_id, service_id) where state <= 2;
create index ticket_open_updated on servicedesk.ticket (tenant_id, updated_at, number)
  include (kind, state, priority, team, assignee, asset_id, service_id) where state <= 2;
create index ticket_open_priority on servicedesk.ticket (tenant_id, priority, number)
  include (kind, state, team, assignee, asset_id, service_id) where state <= 2;
create index ticket_open_due on servicedesk.ticket (tenant_id, due_order, number)
  include (kind, state, priority, team, assignee, asset_id, service_id) where state <= 2;
create index ticket_open_team on servicedesk.ticket (tenant_id, team, due_order, number)
  include (kind, state, priority, assignee, asset_id, service_id) where state <= 2;
create index ticket_open_assignee on servicedesk.ticket (tenant_id, assignee, due_order, number)
  include (kind, state, priority, team, asset_id, service_id) where state <= 2;
create index ticket_all_open_newest on servicedesk.ticket (opened_at, number)
  include (kind, state, priority, team, assignee, asset_id, service_id) where state <= 2;
create index ticket_all_open_updated on servicedesk.ticket (updated_at, number)
  include (kind, state, priority, team, assignee, asset_id, service_id) where state <= 2;
create index ticket_all_open_priority on servicedesk.ticket (priority, number)
  include (kind, state, team, assignee, asset_id, service_id) where state <= 2;
create index ticket_all_open_due on servicedesk.ticket (due_order, number)
  include (kind, state, priority, team, assignee, asset_id, service_id) where state <= 2;
create index ticket_all_open_team on servicedesk.ticket (team, due_order, number)
  include (kind, state, priority, assignee, asset_id, service_id) where state <= 2;
create index ticket_all_open_assignee on servicedesk.ticket (assignee, due_order, number)
  include (kind, state, priority, team, asset_id, service_id) where state <= 2;

-- The states of open tickets stand in the indexes above: these are for the resolved and closed, and opening a ticket does
-- not write to them.
drop index servicedesk.ticket_state;
drop index servicedesk.ticket_all_state;
create index ticket_state on servicedesk.ticket (tenant_id, state, opened_at, number) where state > 2;
create index ticket_all_state on servicedesk.ticket (state, opened_at, number) where state > 2;

-- All that one team, person, asset or service ever had: filtered and sorted by anything without the table.
drop index servicedesk.ticket_team;
drop index servicedesk.ticket_assignee;
drop index servicedesk.ticket_asset;
drop index servicedesk.ticket_service;
create index ticket_team on servicedesk.ticket (tenant_id, team, opened_at, number)
  include (kind, state, priority, updated_at, due_order);
create index ticket_assignee on servicedesk.ticket (tenant_id, assignee, opened_at, number)
  include (kind, state, priority, updated_at, due_order);
create index ticket_asset on servicedesk.ticket (tenant_id, asset_id, opened_at, number)
  include (kind, state, priority, updated_at, due_order);
create index ticket_service on servicedesk.ticket (tenant_id, service_id, opened_at, number)
  include (kind, state, priority, updated_at, due_order);

-- A word is mostly sought among the open: an index of these is a twelfth of the whole.
create index ticket_open_title on servicedesk.ticket using gin (title_folded vigie.gin_trgm_ops) where state <= 2;

-- The one with the client answers for titles alone just as well.
drop index servicedesk.ticket_title;

drop function servicedesk.titled(text, int);

-- As before (see the migration of the tickets for why), and among the open only when that is asked. The index is asked for
-- `lead` alone, a part of the pattern that few titles have: with words that most titles have it takes fifty times as long.
create function servicedesk.titled(lead text, pattern text, only_open boolean, most int) returns setof bigint
  language plpgsql stable security definer
  set search_path = pg_catalog, vigie
  set plan_cache_mode = force_custom_plan   -- known values make the plan: `only_open` chooses the index
as $$
declare
  mine constant int[] := vigie.tenants();   -- read once: called in a condition it would be parsed again for each row
begin
  case current_setting('role', true)
    when 'vigie_one' then
      return query select t.number from servicedesk.ticket t
        where t.tenant_id = vigie.tenant() and (not only_open or t.state <= 2) and t.title_folded like lead
            and t.title_folded || '' like pattern
        limit most;
    when 'vigie_many' then
      if cardinality(mine) <= 10 and not only_open then
        return query select t.number from servicedesk.ticket t
          where t.tenant_id = any (mine) and t.title_folded like lead
            and t.title_folded || '' like pattern
          limit most;
      else
        -- The index merges the lists of all these clients before it looks for the word, which costs more than to drop
        -- the rows of others. The sum hides the column from it.
        return query select t.number from servicedesk.ticket t
          where t.tenant_id + 0 = any (mine) and (not only_open or t.state <= 2)
            and t.title_folded like lead
            and t.title_folded || '' like pattern
          limit most;
      end if;
    when 'vigie_across' then
      return query select t.number from servicedesk.ticket t
        where (not only_open or t.state <= 2) and t.title_folded like lead
            and t.title_folded || '' like pattern
        limit most;
    else
      return;
  end case;
end
$$;
revoke execute on function servicedesk.titled(text, text, boolean, int) from public;
grant execute on function servicedesk.titled(text, text, boolean, int) to vigie_one, vigie_many, vigie_across;

-- A walk client by client has two conditions on the client, its own and the fence's, and the planner multiplies them: with
-- 200 clients it expected a twentieth of the rows and sorted all of them instead of walking in order.
alter table servicedesk.ticket alter column tenant_id set (n_distinct = 20);
analyze servicedesk.ticket;
