-- A dump holds everything that Vigie keeps. Tables are open to work that says why it crosses tenants; these two were not:
-- which migrations made the tables, and where each sequence stands.
grant usage on schema flyway to vigie_across;
grant select on flyway.flyway_schema_history to vigie_across;

-- A sequence is never behind the rows of a snapshot that was taken before it was read: a number may be left out after a
-- restore, and none is given twice.
create function vigie.sequences() returns table (schema_name text, sequence_name text, last_value bigint, is_called boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  one record;
begin
  for one in
    select n.nspname, c.relname
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and c.relpersistence <> 't'
       and c.relowner = (select nspowner from pg_namespace where nspname = 'vigie')
     order by 1, 2
  loop
    return query execute format('select %L, %L, s.last_value, s.is_called from %I.%I s',
      one.nspname, one.relname, one.nspname, one.relname);
  end loop;
end
$$;
revoke execute on function vigie.sequences() from public;
grant execute on function vigie.sequences() to vigie_across;
