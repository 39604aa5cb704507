-- What is searched of a ticket: the stems of its title, its description, what was said on it and its files, in a row of
-- its own that is written in the transaction of the words (ADR 0038). `words` is what the client reads; `inside` is all of
-- it, for the desk, and stands only where colleagues wrote among themselves.
create table servicedesk.sought (
  number bigint primary key references servicedesk.ticket (number),
  tenant_id int not null default vigie.tenant(),
  words tsvector not null,
  inside tsvector
);
-- Tickets of before, which a job writes the rows of.
create table servicedesk.unsought (
  number bigint primary key references servicedesk.ticket (number),
  tenant_id int not null default vigie.tenant()
);
insert into servicedesk.unsought (number, tenant_id) select t.number, t.tenant_id from servicedesk.ticket t;
select vigie.fence('servicedesk.sought');
select vigie.fence('servicedesk.unsought');
create index sought_newest on servicedesk.sought (tenant_id, number);
create index sought_words on servicedesk.sought using gin (tenant_id, words);
create index sought_inside on servicedesk.sought using gin (tenant_id, inside) where inside is not null;
create index unsought_newest on servicedesk.unsought (tenant_id, number);
-- Rows grow by each message: room for the next one on the same page.
alter table servicedesk.sought set (fillfactor = 85);

-- The text of a file that has one, as far as it is searched.
create table servicedesk.file_text (
  file_id uuid not null,
  tenant_id int not null default vigie.tenant(),
  text text not null,
  primary key (tenant_id, file_id)
);
select vigie.fence('servicedesk.file_text');

-- Words as they are written in tickets, for words that are mistyped: what was written last, and what is known. They say
-- nothing of who wrote them, and are compared with, never shown.
create table servicedesk.fresh_words (
  id bigint generated always as identity primary key,
  tenant_id int not null default vigie.tenant(),
  words text[] not null
);
select vigie.fence('servicedesk.fresh_words');
create index fresh_words_tenant on servicedesk.fresh_words (tenant_id, id);
create table servicedesk.known_word (
  word text primary key
);
select vigie.system_table('servicedesk.known_word');
create index known_word_beginning on servicedesk.known_word (left(word, 1), length(word));
create index known_word_alike on servicedesk.known_word using gin (word vigie.gin_trgm_ops);

-- What a word is found by: its stems in both languages, because nobody says in which one a ticket is written. Empty for a
-- word that either language has everywhere.
create function servicedesk.stems(word text) returns text[]
  language sql immutable strict parallel safe
  as $$
    select case when fr = '{}' or en = '{}' then '{}' when fr = en then fr else fr || en end
    from (select ts_lexize('pg_catalog.french_stem', word) as fr, ts_lexize('pg_catalog.english_stem', word) as en) stemmed
  $$;
grant execute on function servicedesk.stems(text) to vigie_one, vigie_many, vigie_across;

create function servicedesk.stemmed(words text[]) returns tsvector
  language sql immutable strict parallel safe
  as $$
    select array_to_tsvector(coalesce(array_agg(distinct stem), '{}'))
    from unnest(words) as word cross join unnest(servicedesk.stems(word)) as stem
  $$;
grant execute on function servicedesk.stemmed(text[]) to vigie_one, vigie_many, vigie_across;

-- Behind the fence @@ may filter rows and never lead an index (see the migration of the tickets). These run as the owner and
-- keep the fence themselves. The owner reads these rows only here.
create policy search on servicedesk.sought for select to current_user using (true);
create policy search on servicedesk.known_word for select to current_user using (true);

-- Among the newest rows of the scope before a number: a frequent word is met here within a moment, however many have it.
-- Answers them with the lowest number that was looked at, which is all of the scope where it is 0.
create function servicedesk.sought_newest(query tsquery, within boolean, before bigint, among int)
  returns table (number bigint, lowest bigint)
  language plpgsql stable security definer
  set search_path = pg_catalog, vigie
  set enable_bitmapscan = off
  set plan_cache_mode = force_custom_plan
as $$
declare
  mine constant int[] := vigie.tenants();
  client constant int := vigie.tenant();
begin
  case current_setting('role', true)
    when 'vigie_one' then
      return query
        with newest as materialized (
          select s.number, s.words @@ query or (within and s.inside @@ query) as found from servicedesk.sought s
          where s.tenant_id = client and s.number < before order by s.number desc limit among)
        select n.number, case when (select count(*) from newest) < among then 0 else (select min(m.number) from newest m) end
        from newest n where n.found order by n.number desc;
    when 'vigie_many' then
      return query
        with newest as materialized (
          select s.number, s.tenant_id = any (mine) and (s.words @@ query or (within and s.inside @@ query)) as found
          from servicedesk.sought s where s.number < before order by s.number desc limit among)
        select n.number, case when (select count(*) from newest) < among then 0 else (select min(m.number) from newest m) end
        from newest n where n.found order by n.number desc;
    when 'vigie_across' then
      return query
        with newest as materialized (
          select s.number, s.words @@ query or (within and s.inside @@ query) as found
          from servicedesk.sought s where s.number < before order by s.number desc limit among)
        select n.number, case when (select count(*) from newest) < among then 0 else (select min(m.number) from newest m) end
        from newest n where n.found order by n.number desc;
    else
      return;
  end case;
end
$$;
revoke execute on function servicedesk.sought_newest(tsquery, boolean, bigint, int) from public;
grant execute on function servicedesk.sought_newest(tsquery, boolean, bigint, int) to vigie_one, vigie_many, vigie_across;

-- By the index: at most so many from one number to before another, in no order.
create function servicedesk.sought(query tsquery, within boolean, beginning bigint, before bigint, most int)
  returns setof bigint
  language plpgsql stable security definer
  set search_path = pg_catalog, vigie
  set plan_cache_mode = force_custom_plan
  -- A walk of everything may look cheaper than it is: what two words have in common is not known.
  set enable_seqscan = off
  set enable_indexscan = off
  set work_mem = '32MB'
as $$
declare
  mine constant int[] := vigie.tenants();
  client constant int := vigie.tenant();
begin
  case current_setting('role', true)
    when 'vigie_one' then
      return query
        select s.number from servicedesk.sought s
        where s.tenant_id = client and s.number >= beginning and s.number < before
          and (s.words @@ query or (within and s.inside is not null and s.inside @@ query))
        limit most;
    when 'vigie_many' then
      if cardinality(mine) <= 10 then
        return query
          select s.number from servicedesk.sought s
          where s.tenant_id = any (mine) and s.number >= beginning and s.number < before
            and (s.words @@ query or (within and s.inside is not null and s.inside @@ query))
          limit most;
      else
        return query
          select s.number from servicedesk.sought s
          where s.tenant_id + 0 = any (mine) and s.number >= beginning and s.number < before
            and (s.words @@ query or (within and s.inside is not null and s.inside @@ query))
          limit most;
      end if;
    when 'vigie_across' then
      return query
        select s.number from servicedesk.sought s
        where s.number >= beginning and s.number < before
          and (s.words @@ query or (within and s.inside is not null and s.inside @@ query))
        limit most;
    else
      return;
  end case;
end
$$;
revoke execute on function servicedesk.sought(tsquery, boolean, bigint, bigint, int) from public;
grant execute on function servicedesk.sought(tsquery, boolean, bigint, bigint, int) to vigie_one, vigie_many, vigie_across;

-- Words that begin like one or are nearly spelt like it: more than are wanted, for whoever counts the letters.
create function servicedesk.words_near(typed text, most int) returns setof text
  language sql stable security definer
  set search_path = pg_catalog, vigie
  set pg_trgm.similarity_threshold = 0.25
as $$
  (select w.word from servicedesk.known_word w
   where left(w.word, 1) = left(typed, 1) and length(w.word) between length(typed) - 2 and length(typed) + 2)
  union
  (select w.word from servicedesk.known_word w where w.word % typed order by similarity(w.word, typed) desc limit most)
  union
  (select w.word from servicedesk.known_word w where length(typed) >= 3 and w.word like typed || '%' limit most)
$$;
revoke execute on function servicedesk.words_near(text, int) from public;
grant execute on function servicedesk.words_near(text, int) to vigie_one, vigie_many, vigie_across;
