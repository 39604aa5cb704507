-- Files on the lines of a timeline; who may read the line may read them.
create table servicedesk.attachment (
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  entry_id bigint not null references servicedesk.timeline_entry (id),
  file_id uuid not null,
  internal boolean not null,
  primary key (tenant_id, number, file_id)
);
select vigie.fence('servicedesk.attachment');
