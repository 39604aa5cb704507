-- The page of the trail asks for one kind of deed, and for the last verification.
create index entry_verb on audit.entry (verb, id desc);
