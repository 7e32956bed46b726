-- Claims whose actor or target is no mention of their document.
-- checks: stg_claims
-- severity: error
-- scope: batch
-- reads: stg_claims, stg_entities
with
entities as (select mention_id, document_id from stg_entities),
claims as (select claim_id, document_id, actor_mention_id, target_mention_id from stg_claims),
participants as (
    select claim_id, document_id, 'actor' as part, actor_mention_id as mention_id from claims
    union all
    select claim_id, document_id, 'target' as part, target_mention_id as mention_id from claims
)
select p.claim_id, p.part, p.mention_id
from participants p
anti join entities using (mention_id, document_id)
order by p.claim_id, p.part
