-- What is to be done on a ticket, in lists by name; the client reads nothing of it.
create table servicedesk.task (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  list text not null,                   -- name of the checklist; '' for what stands by itself
  title text not null,
  assignee text,
  assignee_account bigint,
  due_at timestamptz,
  done_at timestamptz,
  done_by text,
  done_by_account bigint,
  at timestamptz not null,
  by_name text not null,
  check ((done_at is null) = (done_by is null))
);
select vigie.fence('servicedesk.task');
create index task_ticket on servicedesk.task (tenant_id, number, id);
-- The open ones of a person, over all clients.
create index task_mine on servicedesk.task (assignee_account, due_at, id) where done_at is null;
