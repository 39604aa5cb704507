-- A ticket changed hands between two teams. Rows are only added, and the number of bounces can be counted again from them.
create table servicedesk.handover (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  at timestamptz not null,
  by_account bigint,
  by_name text not null,
  by_person boolean not null,
  from_team text not null,
  from_level smallint not null check (from_level between 1 and 3),
  to_team text not null,
  to_level smallint not null check (to_level between 1 and 3),
  reason text,
  check (from_team <> to_team)
);
select vigie.fence('servicedesk.handover');
revoke update, delete on servicedesk.handover from vigie_one, vigie_many, vigie_across;
create index handover_ticket on servicedesk.handover (tenant_id, number, id);

-- How often it came back to a team that had had it before.
alter table servicedesk.ticket add column bounces smallint not null default 0 check (bounces >= 0);
