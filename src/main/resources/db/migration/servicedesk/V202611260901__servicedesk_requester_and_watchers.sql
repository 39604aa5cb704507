-- The person who asks, where the desk knows them; the name in "requester" is what a reader sees.
alter table servicedesk.ticket add column requester_person bigint;
create index ticket_requester on servicedesk.ticket (tenant_id, requester_person, updated_at, number)
  where requester_person is not null;

-- People who hear what the client can read of a ticket, besides the one who asks.
create table servicedesk.watcher (
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  person_id bigint not null,
  at timestamptz not null,
  by_account bigint,
  by_name text not null,
  by_person boolean not null,
  primary key (number, person_id)
);
select vigie.fence('servicedesk.watcher');
create index watcher_person on servicedesk.watcher (tenant_id, person_id, number);
