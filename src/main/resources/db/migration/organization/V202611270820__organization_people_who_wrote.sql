-- People whom nobody declared: they wrote a mail, or come from a directory. Declarations neither name nor retire them.
alter table organization.person add column source text not null default 'declared'
  check (source in ('declared', 'mail', 'directory'));
-- A mail server said that this address does not work; what the person writes takes it back.
alter table organization.person add column unreachable_since timestamptz;
