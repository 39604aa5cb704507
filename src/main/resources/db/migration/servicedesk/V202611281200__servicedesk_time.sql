-- Time that was worked on a ticket. Rows are only added: a correction is a row that names the one in whose place it stands.
create table servicedesk.time_entry (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  account bigint,                       -- who worked; null for no account
  person text not null,
  activity text not null,
  started_at timestamptz not null,
  minutes int not null check (minutes between 0 and 1440),
  billable boolean not null,
  note text not null,
  corrects bigint unique references servicedesk.time_entry (id), -- of two corrections at once, one is refused
  reason text,
  written_at timestamptz not null,
  written_by text not null,
  check ((corrects is null) = (reason is null)),
  check (minutes > 0 or corrects is not null)
);
select vigie.fence('servicedesk.time_entry');
create index time_entry_ticket on servicedesk.time_entry (tenant_id, number, id);
revoke update, delete on servicedesk.time_entry from vigie_one, vigie_many, vigie_across;
