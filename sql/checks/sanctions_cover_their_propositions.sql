-- Propositions about sanctions that are no sanctions, sanctions that are no propositions, and those whose stage is not borne out.
-- checks: sanctions
-- severity: error
-- scope: dyad
-- reads: propositions, sanctions
with
propositions as (
    select proposition_id, n_affirming, len(claim_ids) as n_in_proposition from propositions where event_type = 'SANCTION'
),
sanctions as (select proposition_id, stage, n_claims from sanctions)
select proposition_id, s.stage, s.n_claims, p.n_in_proposition
from propositions p
full join sanctions s using (proposition_id)
where p.n_in_proposition is distinct from s.n_claims
    or (s.stage in ('considered', 'denied') and p.n_affirming > 0)
order by proposition_id
