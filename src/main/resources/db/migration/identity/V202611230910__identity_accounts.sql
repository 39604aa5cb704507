-- Who may sign in, with what, and who is signed in. None of it belongs to a client's fence (an account may see several),
-- so every table here is a system table; the column is called client and not tenant_id for that reason.
select vigie.room('identity');

create table identity.account (
  id bigint generated always as identity primary key,
  login text not null unique check (login = lower(login) and login <> ''),
  name text not null check (name <> ''),
  password text,
  role text not null,
  locale text not null,
  theme text not null default 'auto',
  every_client boolean not null default false,
  active boolean not null default true,
  technical boolean not null default false,
  created_at timestamptz not null,
  password_changed_at timestamptz
);
-- One technical administrator at most: it owns the tokens of the command line until a person is set up.
create unique index account_technical on identity.account (technical) where technical;

create table identity.account_client (
  account_id bigint not null references identity.account on delete cascade,
  client int not null,
  primary key (account_id, client)
);

create table identity.link (
  digest bytea primary key,
  kind text not null check (kind in ('setup', 'password')),
  account_id bigint references identity.account on delete cascade,
  expires_at timestamptz not null,
  check ((kind = 'setup') = (account_id is null))
);

create table identity.session (
  id bigint generated always as identity primary key,
  digest bytea not null unique,
  account_id bigint not null references identity.account on delete cascade,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  address text not null,
  agent text not null
);
create index session_account on identity.session (account_id);

create table identity.token (
  id bigint generated always as identity primary key,
  digest bytea not null unique,
  account_id bigint not null references identity.account on delete cascade,
  name text not null check (name <> ''),
  role text not null,
  client int,
  technical boolean not null default false,
  created_at timestamptz not null,
  expires_at timestamptz,
  used_at timestamptz
);
create index token_account on identity.token (account_id);

-- Failed sign-ins by login and by source address; kept here so that a restart or another node forgets nothing.
create table identity.attempt (
  subject text primary key,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz
);

select vigie.system_table('identity.account');
select vigie.system_table('identity.account_client');
select vigie.system_table('identity.link');
select vigie.system_table('identity.session');
select vigie.system_table('identity.token');
select vigie.system_table('identity.attempt');
