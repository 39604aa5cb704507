select vigie.room('webhook');

-- Addresses of other systems that are told what happens. They span clients, so they belong to none.
create table webhook.webhook (
  id bigint generated always as identity primary key,
  key text not null unique,
  name text not null,
  url text not null,
  client int,                           -- of this one only; null: of every client
  events text[] not null,               -- "ticket.opened", "ticket.*", "*"
  internal boolean not null,            -- also what only the desk may know
  secret text not null,                 -- sealed
  earlier_secret text,                  -- sealed; signs as well until …
  earlier_until timestamptz,
  active boolean not null,
  failing_since timestamptz,            -- nothing has arrived since
  switched_off jsonb,                   -- why Vigie itself switched it off
  version bigint not null default 1,
  changed_at timestamptz not null
);
select vigie.system_table('webhook.webhook');

-- What is told to whom, written in the transaction in which it happens.
create table webhook.delivery (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  uid uuid not null unique,             -- the webhook-id, the same on every try
  webhook_id bigint not null references webhook.webhook (id) on delete cascade,
  event text not null,
  about text not null,                  -- path of the page: "/tickets/1001"
  body text not null,
  status text not null check (status in ('planned', 'delivered', 'failed')),
  attempts int not null default 0,
  planned_at timestamptz not null,
  next_attempt_at timestamptz,
  tried_at timestamptz,
  took_ms int,
  answered int,                         -- the HTTP status
  failure jsonb,
  check ((status = 'planned') = (next_attempt_at is not null))
);
select vigie.fence('webhook.delivery');
create index delivery_due on webhook.delivery (webhook_id, next_attempt_at) where status = 'planned';
create index delivery_log on webhook.delivery (webhook_id, id desc);
create index delivery_old on webhook.delivery (planned_at);

-- Who is to be told. Whoever lets something happen may not read the table itself; only numbers come out.
create policy told on webhook.webhook for select to current_user using (true);

create function webhook.told_of(tenant int, event text, within text) returns setof bigint
  language sql stable security definer
  set search_path = pg_catalog
as $$
  select w.id
    from webhook.webhook w
   where w.active
     and (w.client is null or w.client = tenant)
     and (w.internal or not within = 'desk')
     and (event = any (w.events) or '*' = any (w.events) or split_part(event, '.', 1) || '.*' = any (w.events))
$$;
revoke execute on function webhook.told_of(int, text, text) from public;
grant execute on function webhook.told_of(int, text, text) to vigie_one, vigie_many, vigie_across;
