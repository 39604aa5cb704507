-- PostgreSQL lets everybody run a new function. Here only the roles that are named may: now, and for what comes later.
-- The fence's own functions make tables and policies and are the owner's alone.
do $$
declare
  one regprocedure;
begin
  for one in
    select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where pg_get_userbyid(p.proowner) = current_user and n.nspname !~ '^(pg_|information_schema)'
  loop
    execute format('revoke execute on function %s from public', one);
  end loop;
end
$$;
alter default privileges revoke execute on functions from public;
