-- Who of the client's people an account is: what they asked is theirs. A number of the room of people and no key of it,
-- because identity belongs to no client's fence; the door compares the client. Who may come in is one account only.
alter table identity.account add column person bigint;
create unique index account_person on identity.account (person) where person is not null and active;
