-- Months of a pair whose quad classes do not add up, that lack the mean of their scores, or that have more than all pairs together.
-- checks: dyad_months
-- severity: error
-- reads: dyad_months
with
panel as (
    select
        actor_code, target_code, month, n_affirmed_actual, n_verbal_cooperation, n_material_cooperation, n_verbal_conflict,
        n_material_conflict, score_mean, n_claims_of_month
    from dyad_months
)
select actor_code, target_code, month, n_affirmed_actual, score_mean, n_claims_of_month
from panel
where n_verbal_cooperation + n_material_cooperation + n_verbal_conflict + n_material_conflict <> n_affirmed_actual
    or (score_mean is null) <> (n_affirmed_actual = 0)
    or n_affirmed_actual > n_claims_of_month
order by actor_code, target_code, month
