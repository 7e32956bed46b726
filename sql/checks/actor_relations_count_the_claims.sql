-- Actors, event types and targets whose counted claims are not the live ones, or whose counts do not add up.
-- checks: stg_actor_relations
-- severity: error
-- reads: stg_actor_relations, stg_claims
with
relations as (
    select actor_code, event_type, target_code, n_claims, n_affirmed, n_denied, n_actual, n_possible, n_future from stg_actor_relations
),
claims as (select actor_code, event_type, target_code, polarity, modality from stg_claims),
counted as (
    select
        actor_code, event_type, target_code, sum(n_claims) as n_claims, sum(n_affirmed) as n_affirmed, sum(n_denied) as n_denied,
        sum(n_actual) as n_actual, sum(n_possible) as n_possible, sum(n_future) as n_future
    from relations
    group by all
),
found as (
    select
        actor_code, event_type, target_code, count(*) as n_found,
        count(*) filter (where polarity = 'affirmed') as n_found_affirmed, count(*) filter (where polarity = 'denied') as n_found_denied,
        count(*) filter (where modality = 'actual') as n_found_actual, count(*) filter (where modality = 'possible') as n_found_possible,
        count(*) filter (where modality = 'future') as n_found_future
    from claims
    group by all
)
select actor_code, event_type, target_code, c.n_claims, f.n_found
from counted c
full join found f using (actor_code, event_type, target_code)
where (c.n_claims, c.n_affirmed, c.n_denied, c.n_actual, c.n_possible, c.n_future) is distinct from
    (f.n_found, f.n_found_affirmed, f.n_found_denied, f.n_found_actual, f.n_found_possible, f.n_found_future)
order by actor_code, event_type, target_code
