-- Whom to tell on the way to each deadline, a step a line: "restore 80 % tell team".
alter table contracts.contract add column escalation text[] not null default '{}';
