-- Views that people keep. They span clients, so they belong to none; whoever may not see every client that a view names
-- is not shown it.
create table servicedesk.view (
  id bigint generated always as identity primary key,
  owner_account bigint not null,
  owner_name text not null,
  name text not null,
  line text not null,
  sort text not null,
  shared boolean not null,
  clients int[] not null,
  version bigint not null default 1,
  changed_at timestamptz not null,
  request_key text,                     -- the Idempotency-Key that made it
  request_digest text,
  unique (owner_account, name),
  unique (owner_account, request_key)
);
select vigie.system_table('servicedesk.view');
