-- Who sanctions whom, over what, how and how far: the propositions about SANCTION, from threats to what is in force, with their denials.
-- grain: proposition_id
-- reads: proposition_claims, propositions, stg_claims
-- column: proposition_id: the proposition
-- column: actor_code: principal that sanctions
-- column: actor_name: name of that principal
-- column: target_code: principal that is sanctioned
-- column: target_name: name of that principal
-- column: theme_group: group of the themes that are cut off; null where none is named
-- column: theme_codes: the themes that are cut off, distinct, sorted
-- column: event_modes: modes of PLOVER that its claims name, such as expel or withdraw, distinct, sorted
-- column: stage: imposed where somebody affirms it as actual · announced as future · considered as possible · denied by all
-- column: status: how far its holders agree: the proposition's status
-- column: n_claims: claims
-- column: n_affirming: distinct holders who affirm it as actual or future
-- column: n_denying: distinct holders who deny it
-- column: n_independent_sources: distinct holders, copies counted with their originals
-- column: first_said_on: earliest dated saying
-- column: last_said_on: latest dated saying
-- column: event_from_on: first day of the earliest date that is given for it; null where none is
-- column: event_to_on: last day of the latest
-- column: claim_ids: its claims, sorted
with
sanctions as (
    select
        proposition_id, actor_code, actor_name, target_code, target_name, theme_group, status, n_affirming, n_denying,
        n_independent_sources, first_said_on, last_said_on, event_from_on, event_to_on, claim_ids
    from propositions
    where event_type = 'SANCTION'
),
members as (select claim_id, proposition_id from proposition_claims),
claims as (
    select claim_id, event_mode, theme_code, polarity, modality from stg_claims where event_type = 'SANCTION'
),
described as (
    select
        m.proposition_id, count(*) as n_claims,
        coalesce(list_sort(list(distinct c.theme_code) filter (where c.theme_code is not null)), []) as theme_codes,
        coalesce(list_sort(list(distinct c.event_mode) filter (where c.event_mode is not null)), []) as event_modes,
        case
            when bool_or(c.polarity = 'affirmed' and c.modality = 'actual') then 'imposed'
            when bool_or(c.polarity = 'affirmed' and c.modality = 'future') then 'announced'
            when bool_or(c.polarity = 'affirmed') then 'considered'
            else 'denied'
        end as stage
    from claims c
    join members m using (claim_id)
    group by m.proposition_id
)
select
    proposition_id, s.actor_code, s.actor_name, s.target_code, s.target_name, s.theme_group, d.theme_codes, d.event_modes, d.stage,
    s.status, d.n_claims, s.n_affirming, s.n_denying, s.n_independent_sources, s.first_said_on, s.last_said_on, s.event_from_on, s.event_to_on,
    s.claim_ids
from sanctions s
join described d using (proposition_id)
order by proposition_id
