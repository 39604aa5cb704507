select vigie.room('knowledge');
create extension if not exists unaccent with schema vigie;

-- Words by their stem, whatever their accents. The texts come folded (SearchWords); unaccent is for marking them in the
-- text as it was written.
create text search configuration vigie.words_fr (copy = pg_catalog.french);
alter text search configuration vigie.words_fr alter mapping for hword, hword_part, word
  with vigie.unaccent, pg_catalog.french_stem;
create text search configuration vigie.words_en (copy = pg_catalog.english);
alter text search configuration vigie.words_en alter mapping for hword, hword_part, word
  with vigie.unaccent, pg_catalog.english_stem;

-- Articles are the provider's: one for all clients belongs to none of them, and one for a client is written by the staff.
-- The door says who reads which (ADR 0035).
create table knowledge.article (
  id bigint generated always as identity primary key,
  state smallint not null check (state between 0 and 2),        -- draft, published, withdrawn
  audience smallint not null check (audience between 0 and 2),  -- staff, one client, all clients
  client int,
  owner_account bigint not null,
  owner_name text not null,
  review_by date,
  changed_at timestamptz not null,
  changed_by text not null,
  version bigint not null default 1,
  request_account bigint,   -- the Idempotency-Key that it was asked for with
  request_key text,
  request_digest text,
  request_at timestamptz,
  check ((audience = 1) = (client is not null))
);
select vigie.system_table('knowledge.article');
create index article_newest on knowledge.article (changed_at, id);
create index article_review on knowledge.article (review_by) where state < 2 and review_by is not null;
create unique index article_request on knowledge.article (request_account, request_key) where request_key is not null;

-- Each version whole: what it became, by whom. Never changed.
create table knowledge.revision (
  article_id bigint not null references knowledge.article (id),
  version bigint not null,
  state smallint not null,
  audience smallint not null,
  client int,
  owner_name text not null,
  review_by date,
  at timestamptz not null,
  by_account bigint not null,
  by_name text not null,
  primary key (article_id, version)
);
select vigie.system_table('knowledge.revision');

create table knowledge.wording (
  article_id bigint not null,
  version bigint not null,
  language text not null check (language in ('fr', 'en')),
  title text not null,
  body text not null,
  current boolean not null,
  folded_title text,        -- these two of the current version alone
  words tsvector,
  primary key (article_id, version, language),
  foreign key (article_id, version) references knowledge.revision (article_id, version)
);
select vigie.system_table('knowledge.wording');
create unique index wording_current on knowledge.wording (article_id, language) where current;
create index wording_words on knowledge.wording using gin (words) where current;

-- How much a word is like one of a title, for words that are mistyped. As the owner: whose the extension's functions are
-- differs between an embedded and a given PostgreSQL.
create function knowledge.likeness(words text[], title text) returns real
  language sql immutable security definer set search_path = pg_catalog, vigie
  as $$ select min(word_similarity(word, title)) from unnest(words) as word $$;
revoke execute on function knowledge.likeness(text[], text) from public;
grant execute on function knowledge.likeness(text[], text) to vigie_across;
