-- Claims whose actor or target is another than the one that its mention refers to; a *we* that is quoted refers to whoever is quoted.
-- checks: stg_claims
-- severity: warn
-- scope: batch
-- reads: stg_claims, stg_entities
with
entities as (select mention_id, actor_id from stg_entities where resolved_by <> 'speaker'),
claims as (select claim_id, actor_mention_id, actor_id, target_mention_id, target_id from stg_claims),
participants as (
    select claim_id, 'actor' as part, actor_mention_id as mention_id, actor_id from claims
    union all
    select claim_id, 'target' as part, target_mention_id as mention_id, target_id as actor_id from claims
)
select p.claim_id, p.part, p.mention_id, p.actor_id, e.actor_id as mentioned_actor_id
from participants p
join entities e using (mention_id)
where e.actor_id is distinct from p.actor_id
order by p.claim_id, p.part
