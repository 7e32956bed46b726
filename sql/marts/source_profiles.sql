-- How each holder speaks: how much, how often in denial or in doubt, of how many actors, and how often against another's word.
-- grain: holder_code
-- reads: positions, principal_names, stg_claims
-- column: holder_code: the principal, publisher or document whose word it is; nobody's word has no row
-- column: holder_name: name of that principal, else the name it is most often given as a source
-- column: n_claims: claims it holds
-- column: n_affirmed: claims it affirms
-- column: n_denied: claims it denies
-- column: n_actual: claims about what has happened or is happening
-- column: n_possible: claims about what may be
-- column: n_future: claims about what will be
-- column: n_in_own_voice: claims that a document of its own makes, as author
-- column: n_relayed: claims reported through somebody else
-- column: n_documents: distinct documents in which it speaks, a copy counted with its original
-- column: n_actors_named: distinct principals that it speaks of, as actors or targets
-- column: n_about_itself: claims in which it is the actor or the target
-- column: n_contested: claims about a proposition of which another holder says the contrary
-- column: n_changes: changes of mind: days on which it stands otherwise on a proposition than on the last day on which it spoke of it
-- column: first_said_on: its earliest dated claim
-- column: last_said_on: its latest dated claim
-- column: denied_share: share of its claims that it denies
-- column: possible_share: share of its claims about what may be
-- column: contested_share: share of its claims about a proposition of which another holder says the contrary
with
positions as (select holder_code, proposition_id, n_affirmed, n_denied, is_change from positions),
sides as (
    select
        proposition_id,
        min(holder_code) filter (where n_affirmed > 0) as first_affirming, max(holder_code) filter (where n_affirmed > 0) as last_affirming,
        min(holder_code) filter (where n_denied > 0) as first_denying, max(holder_code) filter (where n_denied > 0) as last_denying
    from positions
    group by proposition_id
),
stands as (
    select
        p.holder_code,
        sum(p.n_affirmed) filter (where p.holder_code <> s.first_denying or p.holder_code <> s.last_denying) as n_affirmed_contested,
        sum(p.n_denied) filter (where p.holder_code <> s.first_affirming or p.holder_code <> s.last_affirming) as n_denied_contested,
        count(*) filter (where p.is_change) as n_changes
    from positions p
    join sides s using (proposition_id)
    group by p.holder_code
),
names as (select code, name from principal_names),
claims as (
    select
        story_id, holder_code, source_kind, via, actor_code, target_code, polarity, modality, said_on
    from stg_claims
    where holder_code is not null
),
mentioned as (
    select holder_code, actor_code as code from claims
    union all
    select holder_code, target_code as code from claims
),
mentions as (select holder_code, count(distinct code) as n_actors_named from mentioned group by all),
profiles as (
    select
        holder_code, count(*) as n_claims,
        count(*) filter (where polarity = 'affirmed') as n_affirmed,
        count(*) filter (where polarity = 'denied') as n_denied,
        count(*) filter (where modality = 'actual') as n_actual,
        count(*) filter (where modality = 'possible') as n_possible,
        count(*) filter (where modality = 'future') as n_future,
        count(*) filter (where source_kind = 'author') as n_in_own_voice,
        count(*) filter (where len(via) > 0) as n_relayed,
        count(distinct story_id) as n_documents,
        count(*) filter (where holder_code in (actor_code, target_code)) as n_about_itself,
        min(said_on) as first_said_on, max(said_on) as last_said_on
    from claims
    group by all
),
counted as (
    select
        holder_code, n_changes, (coalesce(n_affirmed_contested, 0) + coalesce(n_denied_contested, 0))::bigint as n_contested
    from stands
)
select
    p.holder_code, n.name as holder_name, p.n_claims, p.n_affirmed, p.n_denied, p.n_actual, p.n_possible, p.n_future,
    p.n_in_own_voice, p.n_relayed, p.n_documents, m.n_actors_named, p.n_about_itself, c.n_contested, c.n_changes, p.first_said_on,
    p.last_said_on, p.n_denied / p.n_claims as denied_share, p.n_possible / p.n_claims as possible_share,
    c.n_contested / p.n_claims as contested_share
from profiles p
join mentions m using (holder_code)
join counted c using (holder_code)
join names n on n.code = p.holder_code
order by holder_code
