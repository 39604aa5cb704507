-- Tickets that are written again and again: what stands in them when they are opened, and what is to be done. For all clients.
create table servicedesk.template (
  key text primary key,
  name text not null,
  kind smallint not null,
  title text not null,
  description text not null,
  impact smallint not null,
  urgency smallint not null,
  category text references servicedesk.category (key),
  team text,                            -- a key; where a client has no such team, its first level
  tasks text[] not null,
  version bigint not null default 1
);
select vigie.system_table('servicedesk.template');

-- When a ticket of a template is opened by itself.
create table servicedesk.recurrence (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  template text not null references servicedesk.template (key),
  rule text,                            -- RFC 5545; null: once
  first date not null,
  at time not null,
  timezone text not null,
  next_at timestamptz,                  -- null: never again, or stopped
  stopped boolean not null default false,
  version bigint not null default 1
);
select vigie.fence('servicedesk.recurrence');
create index recurrence_next on servicedesk.recurrence (next_at) where next_at is not null;
create index recurrence_client on servicedesk.recurrence (tenant_id, next_at);
create index recurrence_template on servicedesk.recurrence (template);
