-- Who was told what, how and why. The unique key is written before anything is sent: nobody is told twice.
select vigie.room('notification');

create table notification.delivery (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  telling text not null,
  person text not null,
  person_name text not null,
  language text not null,
  address text,
  channel text not null,
  status text not null,
  severity text not null,
  subject jsonb not null,
  body jsonb not null,
  why jsonb not null,
  link text not null,
  planned_at timestamptz not null,
  attempts int not null default 0,
  next_attempt_at timestamptz,
  delivered_at timestamptz,
  error text,
  unique (tenant_id, telling, person, channel)
);
create index delivery_due on notification.delivery (next_attempt_at) where status = 'planned';
create index delivery_link on notification.delivery (tenant_id, link, id desc);
create index delivery_latest on notification.delivery (tenant_id, id desc);
select vigie.fence('notification.delivery');
