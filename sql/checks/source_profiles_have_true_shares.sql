-- Profiles with a share outside [0, 1], or whose parts do not add up to their claims.
-- checks: source_profiles
-- severity: error
-- reads: source_profiles
with
profiles as (
    select
        holder_code, n_claims, n_affirmed, n_denied, n_actual, n_possible, n_future, n_contested,
        denied_share, possible_share, contested_share
    from source_profiles
)
select holder_code, n_claims, n_affirmed, n_denied, n_actual, n_possible, n_future
from profiles
where n_affirmed + n_denied <> n_claims
    or n_actual + n_possible + n_future <> n_claims
    or n_contested > n_claims
    or not (denied_share between 0 and 1 and possible_share between 0 and 1 and contested_share between 0 and 1)
order by holder_code
