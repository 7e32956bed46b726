-- Positions whose mark of a change is not what the day before them says, or whose stand is none of those that are known.
-- checks: positions
-- severity: error
-- scope: dyad
-- reads: positions
with
positions as (
    select
        holder_code, proposition_id, said_on, stand, previous_stand, is_change, n_claims, n_affirmed, n_denied
    from positions
)
select holder_code, proposition_id, said_on, stand, previous_stand, is_change
from positions
where stand not in ('affirmed', 'possible', 'denied')
    or is_change <> coalesce(previous_stand <> stand, false)
    or (said_on is null and previous_stand is not null)
    or (stand = 'denied' and n_denied = 0)
    or (stand = 'affirmed' and n_affirmed = 0)
    or n_affirmed + n_denied <> n_claims
order by holder_code, proposition_id, said_on
