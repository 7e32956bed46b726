-- Who sanctions whom, over what, how and how far: the propositions about SANCTION, from threats to what is in force, with their denials,
-- and what the same actor is said to lift of its measures against the same target. Which of several measures that is the texts
-- seldom say, so it stands beside each of them. The lifting of what nobody here imposes is no row: it is in propositions, a CONCEDE.
-- grain: proposition_id
-- scope: dyad
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
-- column: n_denying: distinct holders who deny it as actual or future
-- column: n_independent_sources: distinct holders, copies counted with their originals
-- column: first_said_on: earliest dated saying
-- column: last_said_on: latest dated saying
-- column: event_from_on: first day of the earliest date that is given for it; null where none is
-- column: event_to_on: last day of the latest
-- column: claim_ids: its claims, sorted
-- column: lifting_stage: of lifting or easing measures: lifted where somebody affirms it as actual · announced as future · considered as possible · denied by all; null where nobody speaks of it
-- column: lifted: what is or would be lifted: the theme as written, else the rule's word for it, such as embargo; distinct, sorted
-- column: lifting_claim_ids: the claims about it, sorted
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
),
eased as (
    select
        claim_id, actor_code, target_code, polarity, modality, theme,
        regexp_extract(
            rule_id,
            '^concede\.(?:[a-z_]*_)?(ban|blockade|boycott|curb|delist|embargo|measure|restriction|sanction|suspension|tariff|unban)\.', 1
        ) as measure
    from stg_claims
    where event_type = 'CONCEDE'
),
liftings as (
    select
        actor_code, target_code, list_sort(list(distinct coalesce(theme, measure))) as lifted, list_sort(list(claim_id)) as lifting_claim_ids,
        case
            when bool_or(polarity = 'affirmed' and modality = 'actual') then 'lifted'
            when bool_or(polarity = 'affirmed' and modality = 'future') then 'announced'
            when bool_or(polarity = 'affirmed') then 'considered'
            else 'denied'
        end as lifting_stage
    from eased
    where measure <> ''
    group by actor_code, target_code
)
select
    proposition_id, s.actor_code, s.actor_name, s.target_code, s.target_name, s.theme_group, d.theme_codes, d.event_modes, d.stage,
    s.status, d.n_claims, s.n_affirming, s.n_denying, s.n_independent_sources, s.first_said_on, s.last_said_on, s.event_from_on, s.event_to_on,
    s.claim_ids, l.lifting_stage, coalesce(l.lifted, []) as lifted, coalesce(l.lifting_claim_ids, []) as lifting_claim_ids
from sanctions s
join described d using (proposition_id)
left join liftings l on l.actor_code = s.actor_code and l.target_code = s.target_code
order by proposition_id
