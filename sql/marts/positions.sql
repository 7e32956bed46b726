-- How each holder stands on each proposition, day by day: what it says of it, and whether it has changed its mind.
-- grain: holder_code, proposition_id, said_on
-- scope: dyad
-- reads: proposition_claims, stg_claims
-- column: holder_code: the principal, publisher or document whose word it is; nobody's word has no row
-- column: proposition_id: what it speaks of, a row of propositions
-- column: said_on: the day on which it says so; null for its undated claims, together
-- column: actor_code: principal of the proposition's actor
-- column: event_type: root type of PLOVER
-- column: target_code: principal of the proposition's target
-- column: stand: denied where any claim of that day denies it as actual or future, else affirmed where any affirms it so, else possible
-- column: previous_stand: its stand on the last day before on which it spoke of it; null at first, and where undated
-- column: is_change: whether it stood otherwise before
-- column: n_claims: its claims about the proposition on that day
-- column: n_affirmed: of these, claims that it affirms, as possible too
-- column: n_denied: of these, claims that it denies, as possible too
-- column: claim_id: one of the claims that make the stand, the first by id
with
members as (select claim_id, proposition_id from proposition_claims),
claims as (
    select
        claim_id, holder_code, said_on, actor_code, event_type, target_code, polarity,
        case when modality = 'possible' then '3' when polarity = 'denied' then '1' else '2' end || claim_id as rank
    from stg_claims
    where holder_code is not null
),
days as (
    select
        c.holder_code, m.proposition_id, c.said_on, any_value(c.actor_code) as actor_code, any_value(c.event_type) as event_type,
        any_value(c.target_code) as target_code, min(c.rank) as rank, count(*) as n_claims,
        count(*) filter (where c.polarity = 'affirmed') as n_affirmed, count(*) filter (where c.polarity = 'denied') as n_denied
    from claims c
    join members m using (claim_id)
    group by c.holder_code, m.proposition_id, c.said_on
),
stands as (
    select
        holder_code, proposition_id, said_on, actor_code, event_type, target_code,
        ['denied', 'affirmed', 'possible'][left(rank, 1)::int] as stand, n_claims, n_affirmed, n_denied, rank[2:] as claim_id
    from days
),
followed as (
    select
        holder_code, proposition_id, said_on, actor_code, event_type, target_code, stand, n_claims, n_affirmed, n_denied,
        claim_id, if(
            said_on is null, null, lag(stand) over (partition by holder_code, proposition_id order by said_on nulls last)
        ) as previous_stand
    from stands
)
select
    holder_code, proposition_id, said_on, actor_code, event_type, target_code, stand, previous_stand,
    coalesce(stand <> previous_stand, false) as is_change, n_claims, n_affirmed, n_denied, claim_id
from followed
order by holder_code, proposition_id, said_on
