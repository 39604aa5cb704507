-- POST requests that carried an Idempotency-Key, and what came of each: written with the deed or not at all.
select vigie.room('api');

create table api.request (
  tenant_id int not null default vigie.tenant(),
  account_id bigint not null,
  key text not null,
  digest text not null,
  result bigint,
  at timestamptz not null,
  primary key (tenant_id, account_id, key)
);
create index request_by_age on api.request (tenant_id, at);
select vigie.fence('api.request');
