-- The relations between pairs of actors over the claims of the live documents; those that a correction bears on are counted anew.
-- grain: actor_code, event_type, target_code, month
-- reads: actor_relations, claim_corrections, principal_names, stg_claims, stg_claims_as_read
-- contract: actor_relations
with
relations as (
    select
        actor_code, event_type, target_code, month, actor_name, target_name, n_claims, n_affirmed, n_denied, n_actual,
        n_possible, n_future, n_sources, n_documents, first_on, last_on, is_contested
    from read_parquet(getvariable('warehouse') || '/actor_relations/*.parquet')
),
names as (select code, name from principal_names),
changes as (select claim_id from claim_corrections),
claims as (
    select
        claim_id, story_id, holder_code, actor_code, event_type, target_code, polarity, modality, event_from_on, event_to_on, said_on
    from stg_claims
),
read as (select claim_id, actor_code, event_type, target_code from stg_claims_as_read),
touched as (
    select actor_code, event_type, target_code from claims semi join changes using (claim_id)
    union
    select actor_code, event_type, target_code from read semi join changes using (claim_id)
),
held as (select actor_code, event_type, target_code, polarity, holder_code from claims where holder_code is not null),
contested as (
    select actor_code, event_type, target_code
    from held
    semi join touched using (actor_code, event_type, target_code)
    group by all
    having count(distinct polarity) = 2 and count(distinct holder_code) >= 2
),
counted as (
    select
        actor_code, event_type, target_code, date_trunc('month', coalesce(event_from_on, said_on))::date as month, count(*) as n_claims,
        count(*) filter (where polarity = 'affirmed') as n_affirmed, count(*) filter (where polarity = 'denied') as n_denied,
        count(*) filter (where modality = 'actual') as n_actual, count(*) filter (where modality = 'possible') as n_possible,
        count(*) filter (where modality = 'future') as n_future, count(distinct holder_code) as n_sources,
        count(distinct story_id) as n_documents, min(coalesce(event_from_on, said_on)) as first_on,
        max(coalesce(event_to_on, said_on)) as last_on
    from claims
    semi join touched using (actor_code, event_type, target_code)
    group by all
)
select
    actor_code, event_type, target_code, month, actor_name, target_name, n_claims, n_affirmed, n_denied, n_actual,
    n_possible, n_future, n_sources, n_documents, first_on, last_on, is_contested
from relations
anti join touched using (actor_code, event_type, target_code)
union all
select
    n.actor_code, n.event_type, n.target_code, n.month, a.name as actor_name, t.name as target_name, n.n_claims, n.n_affirmed, n.n_denied,
    n.n_actual, n.n_possible, n.n_future, n.n_sources, n.n_documents, n.first_on, n.last_on, c.actor_code is not null as is_contested
from counted n
left join contested c using (actor_code, event_type, target_code)
left join names a on a.code = n.actor_code
left join names t on t.code = n.target_code
