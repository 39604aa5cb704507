-- Nine priorities: the impact from high to low, and in each the urgency from high to low. Null is the usual matrix.
alter table contracts.contract add column priorities text[] check (cardinality(priorities) = 9);
