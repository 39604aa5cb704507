-- A delivery has a name that no other Vigie gives, knows which way it replaces, and says in words why it did not arrive.
alter table notification.delivery
  add column uid uuid not null default gen_random_uuid(),
  add column team text,                 -- for whom somebody was called; the next one is called when nobody can be reached
  add column instead_of text,           -- the way that failed before this one was tried
  add column failure jsonb;
update notification.delivery
   set failure = jsonb_build_object('code', 'notification.failure.said', 'args', jsonb_build_array(error))
 where error is not null;
alter table notification.delivery drop column error;

drop index notification.delivery_due;
create index delivery_due on notification.delivery (channel, next_attempt_at) where status = 'planned';
