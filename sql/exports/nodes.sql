-- Whoever a code stands for.
-- grain: code
-- reads: principal_names
-- column: code: principal of an actor, a target or a holder
-- column: name: its name
select code, name from principal_names order by code
