-- Contested claims that lack a side or its evidence, or on which nobody contradicts anybody but himself.
-- checks: contested_claims
-- severity: error
-- scope: dyad
-- reads: contested_claims
with
contested as (
    select
        actor_code, event_type, target_code, n_affirming, n_denying, affirming_holders, denying_holders,
        affirming_evidence, denying_evidence
    from contested_claims
)
select actor_code, event_type, target_code, affirming_holders, denying_holders
from contested
where n_affirming = 0 or n_denying = 0
    or n_affirming <> len(affirming_holders) or n_denying <> len(denying_holders)
    or (n_affirming = 1 and affirming_holders = denying_holders)
    or n_affirming > len(affirming_evidence) or n_denying > len(denying_evidence)
order by actor_code, event_type, target_code
