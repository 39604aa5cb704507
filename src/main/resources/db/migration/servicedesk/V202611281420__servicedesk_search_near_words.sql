-- Which words are near is counted here: to hand over all that begin with the same letter took longer than the search itself.
-- Two swapped letters are two changes to it, so four of them are two of ours. A trusted extension, as those before it.
create extension if not exists fuzzystrmatch with schema vigie;

create or replace function servicedesk.words_near(typed text, most int) returns setof text
  language sql stable security definer
  set search_path = pg_catalog, vigie
  set pg_trgm.similarity_threshold = 0.45
as $$
  (select w.word from servicedesk.known_word w
   where left(w.word, 1) = left(typed, 1) and length(w.word) between length(typed) - 2 and length(typed) + 2
     and levenshtein_less_equal(w.word, typed, 4) <= 4
   order by levenshtein_less_equal(w.word, typed, 4), w.word limit 4 * most)
  union
  -- The first letter may be the wrong one.
  (select w.word from servicedesk.known_word w where w.word % typed order by similarity(w.word, typed) desc limit most)
  union
  (select w.word from servicedesk.known_word w where length(typed) >= 3 and w.word like typed || '%' limit most)
$$;
