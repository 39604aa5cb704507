-- When the last result that could tell was taken, if it was good: what proves that a service still works. It is here and
-- not in the memory of the node that asked, so that every node gives the same answer, also after a restart.
alter table monitoring.check_state add column last_good_at timestamptz;
update monitoring.check_state set last_good_at = last_told_at where state = 'OK';
