-- Flows whose parts do not add up, or whose quantities are not in order or not told by any theme.
-- checks: material_flows
-- severity: error
-- scope: dyad
-- reads: material_flows
with
flows as (
    select
        actor_code, target_code, theme_code, n_claims, n_affirmed, n_denied, n_quantified, lowest_quantity, highest_quantity, amounts,
        claim_ids
    from material_flows
)
select actor_code, target_code, theme_code, n_claims, n_quantified, lowest_quantity, highest_quantity, amounts
from flows
where n_affirmed + n_denied <> n_claims
    or len(claim_ids) <> n_claims
    or n_quantified > n_affirmed
    or len(amounts) > n_quantified
    or (n_quantified > 0) <> (lowest_quantity is not null)
    or lowest_quantity > highest_quantity
    or lowest_quantity < 0
order by actor_code, target_code, theme_code
