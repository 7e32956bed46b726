-- Claims whose actor and target are the same.
-- checks: stg_claims
-- severity: warn
-- scope: batch
-- reads: stg_claims
with
claims as (select claim_id, actor_id, target_id, predicate from stg_claims)
select claim_id, actor_id, target_id, predicate
from claims
where actor_id = target_id
order by claim_id
