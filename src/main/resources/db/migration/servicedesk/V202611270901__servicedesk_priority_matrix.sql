-- Which writing of the contract held the matrix that the priority was read from: contracts.contract.id, whose rows are
-- closed and never changed. Null is the usual matrix, and so is everything older.
alter table servicedesk.ticket add column priority_matrix bigint;
