-- Holders of claims without a profile, and profiles whose number of claims is not that of the holder.
-- checks: source_profiles
-- severity: error
-- reads: source_profiles, stg_claims
with
profiles as (select holder_code, n_claims from source_profiles),
claims as (select holder_code from stg_claims where holder_code is not null),
held as (select holder_code, count(*) as n_held from claims group by all)
select holder_code, p.n_claims, h.n_held
from profiles p
full join held h using (holder_code)
where p.n_claims is distinct from h.n_held
order by holder_code
