-- The steps of a clock came with its terms, so that its log alone says when each is passed.
alter table servicedesk.clock_event add column steps text[];

-- When the next step that was not told is passed; and when a clock must be looked at for either.
alter table servicedesk.clock add column step_at timestamptz;
alter table servicedesk.clock add column wakes_at timestamptz generated always as (least(fires_at, step_at)) stored;
drop index servicedesk.clock_fires;
create index clock_wakes on servicedesk.clock (wakes_at) where wakes_at is not null;

-- What was told, once in each life of a clock: another target is another life, and so is a start from nothing.
create table servicedesk.escalation_step (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  milestone smallint not null check (milestone between 0 and 2),
  life text not null,
  point text not null,                  -- "80 %", "30m before due", "due", "1h after due"
  tell text[] not null,
  passed_at timestamptz not null,       -- when the clock passed it
  told_at timestamptz not null,
  unique (number, milestone, life, point)
);
select vigie.fence('servicedesk.escalation_step');
revoke update, delete on servicedesk.escalation_step from vigie_one, vigie_many, vigie_across;
create index escalation_step_ticket on servicedesk.escalation_step (tenant_id, number, id);
