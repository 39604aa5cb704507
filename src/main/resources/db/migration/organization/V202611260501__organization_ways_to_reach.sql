-- The ways in which a person wants to be told, the first one first; empty leaves it to the settings.
alter table organization.person add column ways text[] not null default '{}';
