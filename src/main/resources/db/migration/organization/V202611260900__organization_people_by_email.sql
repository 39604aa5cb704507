-- Whose mail this is: mail asks by address at each message. Folded here, because lower() leads no index behind the fence.
alter table organization.person add column email_folded text generated always as (lower(email)) stored;
create index person_email on organization.person (tenant_id, email_folded) where email_folded is not null;
