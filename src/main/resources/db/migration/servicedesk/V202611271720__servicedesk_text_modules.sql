-- Texts that people write again and again. They are about no client, so they belong to none.
create table servicedesk.text_module (
  key text not null,
  owner_account bigint not null,
  owner_name text not null,
  name text not null,
  text text not null,
  shared boolean not null,
  version bigint not null default 1,
  changed_at timestamptz not null,
  primary key (owner_account, key)      -- what somebody keeps for themselves is in nobody's way
);
select vigie.system_table('servicedesk.text_module');
create unique index text_module_shared on servicedesk.text_module (key) where shared;
