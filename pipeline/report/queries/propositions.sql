-- The propositions with the most holders: of each status so many, and twice as many contested ones, which come first.
with
chosen as (
    select
        proposition_id, actor_code, event_type, target_code, theme_group, status, n_affirming, n_denying, n_possible, n_independent_sources,
        coalesce(event_from_on, first_said_on) as first_on, coalesce(event_to_on, last_said_on) as last_on
    from propositions
    qualify row_number() over (
        partition by status order by n_affirming + n_denying + n_possible desc, len(claim_ids) desc, proposition_id
    ) <= if(status = 'contested', 2, 1) * $n_propositions
)
select
    proposition_id, actor_code, event_type, target_code, theme_group, status, n_affirming, n_denying, n_possible, n_independent_sources,
    first_on, last_on
from chosen
order by status = 'contested' desc, n_affirming + n_denying + n_possible desc, proposition_id
