-- Claims that are about no proposition, and claims of a proposition that are not live.
-- checks: proposition_claims
-- severity: error
-- reads: proposition_claims, stg_claims
with
members as (select claim_id, proposition_id from proposition_claims),
claims as (select claim_id, document_id from stg_claims)
select claim_id, c.document_id, m.proposition_id
from claims c
full join members m using (claim_id)
where c.document_id is null or m.proposition_id is null
order by claim_id
