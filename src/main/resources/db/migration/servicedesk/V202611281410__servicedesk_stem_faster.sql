-- The same stems as servicedesk.stems, which is a call for each word: here they are made in one query.
create or replace function servicedesk.stemmed(words text[]) returns tsvector
  language sql immutable strict parallel safe
  as $$
    select array_to_tsvector(coalesce(array_agg(distinct stem), '{}'))
    from (
      select ts_lexize('pg_catalog.french_stem', word) as fr, ts_lexize('pg_catalog.english_stem', word) as en
      from unnest(words) as word offset 0
    ) as stemmed
    cross join lateral unnest(case when fr = '{}' or en = '{}' then '{}' else fr || en end) as stem
  $$;
