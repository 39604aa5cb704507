-- What people attach, in the database and so in the dump. In pieces, because one value is read whole into memory.
select vigie.room('files');

create table files.file (
  id uuid primary key default gen_random_uuid(),
  tenant_id int not null default vigie.tenant(),
  name text not null,
  type text not null,                   -- found in the bytes, not what the sender says
  size bigint not null,
  digest bytea not null,                -- SHA-256
  added_at timestamptz not null,
  by_account bigint,
  by_name text not null,
  by_person boolean not null
);
select vigie.fence('files.file');
create index file_tenant on files.file (tenant_id, added_at);

create table files.piece (
  tenant_id int not null default vigie.tenant(),
  file_id uuid not null references files.file (id) on delete cascade,
  number int not null,
  bytes bytea not null,
  primary key (tenant_id, file_id, number)
);
select vigie.fence('files.piece');
-- What is attached is mostly packed already.
alter table files.piece alter column bytes set storage external;
