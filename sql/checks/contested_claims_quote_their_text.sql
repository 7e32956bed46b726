-- Evidence of contested claims that is empty.
-- checks: contested_claims
-- severity: error
-- scope: dyad
-- reads: contested_claims
with
contested as (select affirming_evidence, denying_evidence from contested_claims),
sayings as (
    select unnest(affirming_evidence || denying_evidence) as saying from contested
)
select saying.claim_id as claim_id, saying.source_path as source_path, saying.evidence as evidence
from sayings
where coalesce(trim(saying.evidence), '') = ''
order by claim_id
