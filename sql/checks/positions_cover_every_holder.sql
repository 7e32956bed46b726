-- Holders whose positions do not account for all claims that they hold.
-- checks: positions
-- severity: error
-- reads: positions, stg_claims
with
positions as (select holder_code, sum(n_claims) as n_in_positions from positions group by all),
held as (select holder_code, count(*) as n_held from stg_claims where holder_code is not null group by all)
select holder_code, p.n_in_positions, h.n_held
from positions p
full join held h using (holder_code)
where p.n_in_positions is distinct from h.n_held
order by holder_code
