-- What is claimed, across documents: who did what to whom and with what at about what time, and how far its holders agree.
-- grain: proposition_id
-- scope: dyad
-- reads: principal_names, proposition_claims, stg_claims, stg_theme_groups
-- column: proposition_id: 12 hex digits made from the proposition's key and the first of its claim ids
-- column: actor_code: principal of the actor
-- column: actor_name: name of that principal
-- column: event_type: root type of PLOVER
-- column: target_code: principal of the target
-- column: target_name: name of that principal
-- column: theme_group: group of the themes that are given, asked for or banned; null where there is none
-- column: status: contested (one holder affirms and another denies it) · uncontested · denied only · unconfirmed (at most held possible); where no claim has a holder, what nobody in particular says
-- column: n_affirming: distinct holders who affirm it as actual or future
-- column: n_denying: distinct holders who deny it as actual or future
-- column: n_possible: distinct holders to whom it, or its contrary, is only possible
-- column: n_independent_sources: distinct holders, where a copy speaks with the voice of its original
-- column: first_said_on: earliest dated saying
-- column: last_said_on: latest dated saying
-- column: event_from_on: first day of the earliest date that is given for it; null where none is
-- column: event_to_on: last day of the latest
-- column: claim_ids: its claims, sorted
with
names as (select code, name from principal_names),
members as (select claim_id, proposition_id from proposition_claims),
claims as (
    select
        claim_id, holder_code, actor_code, event_type, target_code, theme_code, polarity, modality, said_on, event_from_on, event_to_on
    from stg_claims
),
themes as (select theme_code, theme_group from stg_theme_groups),
sayings as (
    select
        m.proposition_id, c.claim_id, c.holder_code, c.actor_code, c.event_type, c.target_code, t.theme_group,
        c.polarity = 'affirmed' and c.modality <> 'possible' as affirms,
        c.polarity = 'denied' and c.modality <> 'possible' as denies, c.modality = 'possible' as holds_possible, c.said_on,
        c.event_from_on, c.event_to_on
    from claims c
    join members m using (claim_id)
    left join themes t using (theme_code)
),
holders as (
    select
        proposition_id, holder_code, bool_or(affirms) as affirms, bool_or(denies) as denies, bool_or(holds_possible) as holds_possible
    from sayings
    group by proposition_id, holder_code
),
sides as (
    select
        proposition_id, bool_or(affirms) as is_affirmed, bool_or(denies) as is_denied,
        count(holder_code) filter (where affirms) as n_affirming,
        count(holder_code) filter (where denies) as n_denying,
        count(holder_code) filter (where holds_possible) as n_possible,
        count(holder_code) filter (where affirms or denies) as n_on_a_side
    from holders
    group by proposition_id
),
gathered as (
    select
        proposition_id, any_value(actor_code) as actor_code, any_value(event_type) as event_type, any_value(target_code) as target_code,
        any_value(theme_group) as theme_group, count(distinct holder_code) as n_independent_sources,
        min(said_on) as first_said_on, max(said_on) as last_said_on, min(event_from_on) as event_from_on, max(event_to_on) as event_to_on,
        list_sort(list(claim_id)) as claim_ids
    from sayings
    group by proposition_id
)
select
    proposition_id, g.actor_code, a.name as actor_name, g.event_type, g.target_code, t.name as target_name, g.theme_group,
    case
        when s.n_affirming > 0 and s.n_denying > 0 and s.n_on_a_side > 1 then 'contested'
        when s.n_affirming > 0 then 'uncontested'
        when s.n_denying > 0 then 'denied only'
        when s.n_possible > 0 then 'unconfirmed'
        when s.is_affirmed then 'uncontested'
        when s.is_denied then 'denied only'
        else 'unconfirmed'
    end as status,
    s.n_affirming, s.n_denying, s.n_possible, g.n_independent_sources, g.first_said_on, g.last_said_on, g.event_from_on, g.event_to_on,
    g.claim_ids
from gathered g
join sides s using (proposition_id)
left join names a on a.code = g.actor_code
left join names t on t.code = g.target_code
order by proposition_id
