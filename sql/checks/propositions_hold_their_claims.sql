-- Claims that their proposition does not list, and those that it lists though they are another's.
-- checks: propositions
-- severity: error
-- scope: dyad
-- reads: proposition_claims, propositions
with
members as (select claim_id, proposition_id from proposition_claims),
listed as (select proposition_id, unnest(claim_ids) as claim_id from propositions)
select claim_id, m.proposition_id, l.proposition_id as listed_proposition_id
from members m
full join listed l using (claim_id)
where m.proposition_id is distinct from l.proposition_id
order by claim_id
