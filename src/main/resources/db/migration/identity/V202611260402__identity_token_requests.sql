-- The Idempotency-Key that a token was asked for with. Its secret is made of the salt and the master key, which is not in
-- the database: so a repetition hears the same secret, and no row holds it.
alter table identity.token add column request_key text;
alter table identity.token add column request_digest bytea;
alter table identity.token add column salt bytea;
create unique index token_request on identity.token (account_id, request_key) where request_key is not null;
