-- What came by mail and is on a ticket: who wrote to whom, and what its line of the timeline does not say.
create table servicedesk.letter (
  tenant_id int not null default vigie.tenant(),
  arrival_id bigint not null,
  mailbox_id bigint not null,
  number bigint not null references servicedesk.ticket (number),
  entry_id bigint not null references servicedesk.timeline_entry (id),
  message_id text,                      -- as the sender's program named it, without angle brackets
  from_name text not null,
  from_address text not null,           -- in lower case
  to_addresses text[] not null,
  nature text not null,
  html text,                            -- cleaned
  quoted text not null,                 -- what it repeats of earlier ones
  at timestamptz not null,
  internal boolean not null,            -- the client does not read it
  primary key (tenant_id, arrival_id)
);
select vigie.fence('servicedesk.letter');
create index letter_ticket on servicedesk.letter (tenant_id, number, entry_id);
create index letter_message on servicedesk.letter (message_id) where message_id is not null;
