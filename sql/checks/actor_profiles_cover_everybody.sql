-- Actors and targets without a profile, and profiles whose claims are not those of the relations.
-- checks: actor_profiles
-- severity: error
-- reads: actor_profiles, stg_actor_relations
with
profiles as (select code, name, n_claims_as_actor, n_claims_as_target from actor_profiles),
relations as (select actor_code, target_code, n_claims from stg_actor_relations),
ends as (
    select actor_code as code, n_claims as n_as_actor, 0 as n_as_target from relations
    union all
    select target_code as code, 0 as n_as_actor, n_claims as n_as_target from relations
),
related as (select code, sum(n_as_actor) as n_as_actor, sum(n_as_target) as n_as_target from ends group by all)
select code, p.n_claims_as_actor, r.n_as_actor, p.n_claims_as_target, r.n_as_target
from profiles p
full join related r using (code)
where (p.n_claims_as_actor, p.n_claims_as_target) is distinct from (r.n_as_actor, r.n_as_target)
    or coalesce(p.name, '') = ''
order by code
