-- The log of the clocks: lines are added and never changed, so no scope may update or delete them. Everything else
-- about a clock can be counted again from here.
-- kind: started, terms, paused, resumed, observed, forgotten, stopped, reopened (read by SlaClock);
-- withdrawn, reinstated (the clock has no object any more, or again); breached (told to others).
create table servicedesk.clock_event (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  milestone smallint not null check (milestone between 0 and 2),   -- respond, restore, resolve
  kind text not null,
  at timestamptz not null,              -- when it takes effect
  recorded_at timestamptz not null,     -- when it was written down
  until_at timestamptz,                 -- stopped: proven at; observed: must hold until
  by_account bigint,
  by_name text not null,
  by_person boolean not null,
  code text,
  args text[],
  reason text,                          -- of a pause
  policy text,                          -- of a reopening
  target text,                          -- of the terms, and what follows
  calendar text,
  calendar_version bigint,
  priority smallint,
  pauses text[]
);
select vigie.fence('servicedesk.clock_event');
revoke update, delete on servicedesk.clock_event from vigie_one, vigie_many, vigie_across;
create index clock_event_ticket on servicedesk.clock_event (tenant_id, number, milestone, id);

-- One row per clock: what the log said when it was last read. Written in the transaction that adds to the log.
create table servicedesk.clock (
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  milestone smallint not null check (milestone between 0 and 2),
  state smallint not null check (state between 0 and 4),   -- running, paused, met, breached, without object
  target text not null,
  calendar text not null,
  calendar_version bigint not null,
  started_at timestamptz not null,
  due_at timestamptz,
  stopped_at timestamptz,
  breached_at timestamptz,
  elapsed_seconds bigint not null,      -- open time, at the last reading
  epoch int not null default 1,         -- one more with each change of terms
  fired_epoch int not null default 0,   -- the last epoch whose breach was told
  fires_at timestamptz,                 -- when the breach of this epoch is to be told; null when it is not
  primary key (number, milestone)
);
select vigie.fence('servicedesk.clock');
create index clock_due on servicedesk.clock (tenant_id, due_at);
create index clock_fires on servicedesk.clock (fires_at) where fires_at is not null;

-- Published for reporting. The fence of the reader holds: both run as who asks.
create view servicedesk.fact_ticket with (security_invoker = true) as
select
  number,
  tenant_id,
  (array['incident', 'request', 'problem', 'change'])[kind + 1] as kind,
  (array['new', 'assigned', 'waiting', 'resolved', 'closed'])[state + 1] as state,
  'P' || (priority + 1) as priority,
  service_id,
  asset_id,
  site,
  team,
  level,
  assignee,
  opened_at,
  taken_at,
  restored_at,
  resolved_at
from servicedesk.ticket;

comment on view servicedesk.fact_ticket is 'One row per ticket as it stands.';
comment on column servicedesk.fact_ticket.opened_at is 'from when the clocks count; for monitoring, when the trouble was first seen';
comment on column servicedesk.fact_ticket.taken_at is 'when a person first started on it; never an automatism';
comment on column servicedesk.fact_ticket.restored_at is 'since when the service works again, proven or stated';

create view servicedesk.fact_clock with (security_invoker = true) as
select
  c.tenant_id,
  c.number,
  (array['respond', 'restore', 'resolve'])[c.milestone + 1] as milestone,
  (array['incident', 'request', 'problem', 'change'])[t.kind + 1] as kind,
  'P' || (t.priority + 1) as priority,
  t.service_id,
  c.target,
  c.calendar,
  c.calendar_version,
  c.started_at,
  c.due_at,
  c.stopped_at,
  c.breached_at,
  case c.state
    when 2 then 'kept'
    when 3 then 'missed'
    when 4 then 'not-measurable'
    else 'running'
  end as verdict,
  case when c.state in (2, 3) and c.stopped_at is not null then c.elapsed_seconds end as elapsed_seconds
from servicedesk.clock c
join servicedesk.ticket t on t.tenant_id = c.tenant_id and t.number = c.number;

comment on view servicedesk.fact_clock is 'One row per promise. A period counts the clocks whose due_at lies in it, whenever the ticket ended.';
comment on column servicedesk.fact_clock.due_at is 'the deadline; null while the clock stands still';
comment on column servicedesk.fact_clock.verdict is 'kept, missed, not-measurable (nobody could keep or miss it), running (not decided)';
comment on column servicedesk.fact_clock.elapsed_seconds is 'open time from start to stop; null while it is not stopped';

grant select on servicedesk.fact_ticket, servicedesk.fact_clock to vigie_one, vigie_many, vigie_across;
