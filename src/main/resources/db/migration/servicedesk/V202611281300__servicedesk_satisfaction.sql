-- Whether the one who asked was asked how it went, at each resolution; and if not, why not. Rates are counted from here.
create table servicedesk.question (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  number bigint not null references servicedesk.ticket (number),
  entry_id bigint not null,             -- the line of the timeline that says it is resolved
  person bigint,
  why_not text,                         -- null: was asked
  digest bytea unique,                  -- SHA-256 of what the link carries
  at timestamptz not null,
  expires_at timestamptz,
  unique (entry_id),
  check ((why_not is null) = (digest is not null)),
  check ((digest is null) = (expires_at is null)),
  check (why_not is not null or person is not null)
);
select vigie.fence('servicedesk.question');
create index question_ticket on servicedesk.question (tenant_id, number, id);
create index question_time on servicedesk.question (tenant_id, at);
create index question_person on servicedesk.question (tenant_id, person, at) where why_not is null;
revoke update, delete on servicedesk.question from vigie_one, vigie_many, vigie_across;

-- What was answered. Whoever changes their mind adds a row; the last one counts.
create table servicedesk.opinion (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  question_id bigint not null references servicedesk.question (id),
  score smallint not null check (score between 1 and 5),
  comment text not null,
  at timestamptz not null
);
select vigie.fence('servicedesk.opinion');
-- A bad answer comes when the ticket is resolved: what is to be done then is to be done all the same.
alter table servicedesk.task add follow_up boolean not null default false;

create index opinion_question on servicedesk.opinion (tenant_id, question_id, id);
revoke update, delete on servicedesk.opinion from vigie_one, vigie_many, vigie_across;

create view servicedesk.fact_opinion with (security_invoker = true) as
select q.tenant_id, q.number, q.at as resolved_at, q.why_not, o.score::int as score, o.at as answered_at
from servicedesk.question q
left join lateral (select * from servicedesk.opinion o
  where o.tenant_id = q.tenant_id and o.question_id = q.id order by o.id desc limit 1) o on true
where q.why_not is distinct from 'not-asked-for';

comment on view servicedesk.fact_opinion is 'One row per resolution of an incident or a request, with the last answer of whoever asked.';
comment on column servicedesk.fact_opinion.why_not is 'why nobody was asked; null: somebody was';
comment on column servicedesk.fact_opinion.score is 'from 1, very bad, to 5; null as long as nobody answered';

grant select on servicedesk.fact_opinion to vigie_one, vigie_many, vigie_across;
