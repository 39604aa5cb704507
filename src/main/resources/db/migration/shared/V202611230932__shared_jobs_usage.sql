-- The scheduler works outside any transaction of ours, as the login role.
grant usage on schema jobs to ${app_role};
