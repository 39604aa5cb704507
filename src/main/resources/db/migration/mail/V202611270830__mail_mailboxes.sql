select vigie.room('mail');

-- Where mail comes from and goes out. A mailbox may be for the mail of every client, so it belongs to none. Secrets are
-- sealed with the master key.
create table mail.mailbox (
  id bigint generated always as identity primary key,
  key text not null unique,
  name text not null,                   -- as whoever gets a mail sees it
  address text not null,
  address_folded text generated always as (lower(address)) stored unique,
  client int,                           -- whose all its mail is; null: found by the sender
  imap_host text not null,
  imap_port int not null,
  imap_tls text not null check (imap_tls in ('none', 'starttls', 'tls')),
  folder text not null,
  smtp_host text,                       -- null: the house's own mail server
  smtp_port int,
  smtp_tls text check (smtp_tls in ('none', 'starttls', 'tls')),
  login text not null,
  sign_in text not null check (sign_in in ('password', 'oauth2')),
  password text,                        -- sealed
  token_url text,
  oauth_client text,
  oauth_secret text,                    -- sealed
  oauth_secret_expires date,
  oauth_scope text,
  refresh_token text,                   -- sealed; null: the client's own credentials are enough
  strangers text not null check (strangers in ('hold', 'open', 'drop')),
  acknowledges boolean not null,
  afterwards text not null check (afterwards in ('keep', 'seen', 'delete')),
  silent_after_hours int,               -- without any mail for so long something is wrong with it
  watched_client int,                   -- whose asset gets the alert when it cannot be read
  watched_asset text,
  active boolean not null,
  version bigint not null default 1,
  changed_at timestamptz not null
);
select vigie.system_table('mail.mailbox');

-- How far a mailbox was read, and how it is. Written while it is read, never by a form.
create table mail.reading (
  mailbox_id bigint primary key references mail.mailbox on delete cascade,
  uid_validity bigint,                  -- RFC 3501, 2.3.1.1
  last_uid bigint not null default 0,
  began_at timestamptz,                 -- what the server had before is not Vigie's
  looked_at timestamptz,                -- when the server last answered
  arrived_at timestamptz,               -- when the last mail came
  failing_since timestamptz,
  failure jsonb,
  held_by text,                         -- the node that reads it
  held_until timestamptz
);
select vigie.system_table('mail.reading');

-- Every mail that came, kept before anybody judges it.
-- state: waiting (to be judged), done (it is on a ticket), ignored (by a rule), held (a person decides), dropped (by one).
create table mail.arrival (
  id bigint generated always as identity primary key,
  mailbox_id bigint not null references mail.mailbox,
  uid_validity bigint not null,
  uid bigint not null,
  digest bytea not null,                -- SHA-256 of what was kept
  arrived_at timestamptz not null,
  size bigint not null,                 -- on the server
  whole boolean not null,               -- false: only its headers, it was too large
  state text not null check (state in ('waiting', 'done', 'ignored', 'held', 'dropped')),
  attempts int not null default 0,
  next_at timestamptz,
  sender text not null default '',
  subject text not null default '',
  reason jsonb,
  client int,
  ticket bigint,
  decided_by text,
  decided_at timestamptz,
  unique (mailbox_id, uid_validity, uid)
);
select vigie.system_table('mail.arrival');
create index arrival_due on mail.arrival (next_at, id) where state = 'waiting';
create index arrival_state on mail.arrival (state, id);
create index arrival_digest on mail.arrival (mailbox_id, digest);
create index arrival_sender on mail.arrival (sender, arrived_at);

create table mail.raw (
  arrival_id bigint primary key references mail.arrival on delete cascade,
  bytes bytea not null
);
select vigie.system_table('mail.raw');
alter table mail.raw alter column bytes set storage external;

-- Whose mail an address or a whole domain ("@dupont.fr") is, or that it is nobody's.
create table mail.sender_rule (
  id bigint generated always as identity primary key,
  pattern text not null unique check (pattern = lower(pattern)),
  client int,                           -- null: such mail is dropped
  changed_at timestamptz not null
);
select vigie.system_table('mail.sender_rule');

-- Mail that goes out, written down in the transaction of the deed that it tells of, one row a recipient.
create table mail.outgoing (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  message_id text not null unique,      -- without angle brackets
  mailbox_id bigint,                    -- from which; null: the house's own address
  about text not null,                  -- "ticket 1001"
  part bigint,                          -- which of its lines
  kind text not null,
  automatic boolean not null,
  to_name text not null,
  to_address text not null,
  language text not null,
  subject text not null,
  body text not null,
  in_reply_to text,
  refs text[] not null,
  files uuid[] not null,
  status text not null check (status in ('planned', 'sent', 'failed', 'bounced')),
  attempts int not null default 0,
  planned_at timestamptz not null,
  next_attempt_at timestamptz,
  sent_at timestamptz,
  failure jsonb
);
select vigie.fence('mail.outgoing');
create index outgoing_due on mail.outgoing (next_attempt_at) where status = 'planned';
create index outgoing_about on mail.outgoing (tenant_id, about, id);
create index outgoing_recipient on mail.outgoing (to_address, planned_at);
