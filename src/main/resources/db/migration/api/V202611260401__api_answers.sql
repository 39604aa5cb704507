-- What a POST with an Idempotency-Key answered, so that a repetition hears the same and not the state of now.
alter table api.request add column answer text;
