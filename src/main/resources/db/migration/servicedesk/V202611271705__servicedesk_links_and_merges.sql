-- How two tickets of a client stand to one another, seen from the first. Tie: duplicate of, caused by, blocked by, child of,
-- related to (whose first number is the smaller one).
create table servicedesk.link (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  other bigint not null references servicedesk.ticket (number),
  tie smallint not null check (tie between 0 and 4),
  at timestamptz not null,
  by_account bigint,
  by_name text not null,
  by_person boolean not null,
  check (number <> other),
  unique (number, other, tie)
);
select vigie.fence('servicedesk.link');
create index link_other on servicedesk.link (tenant_id, other);
create unique index link_one_parent on servicedesk.link (number) where tie = 3;

-- A ticket that was merged into another. Nothing of it is moved: it is read through the other one as long as it is merged.
alter table servicedesk.ticket add column merged_into bigint references servicedesk.ticket (number);
create index ticket_merged on servicedesk.ticket (tenant_id, merged_into) where merged_into is not null;

create table servicedesk.merge (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  into_number bigint not null references servicedesk.ticket (number),
  at timestamptz not null,
  by_account bigint,
  by_name text not null,
  by_person boolean not null,
  -- What the ticket was before, and what the merge added to the other one: what an undo gives back and takes away.
  state smallint not null,
  waiting_reason text,
  waiting_since timestamptz,
  watchers bigint[] not null,           -- people who follow the other one because of it
  undone_at timestamptz,
  undone_by text
);
select vigie.fence('servicedesk.merge');
create index merge_number on servicedesk.merge (tenant_id, number, id);
create index merge_into on servicedesk.merge (tenant_id, into_number, id);
