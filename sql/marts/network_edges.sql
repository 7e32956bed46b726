-- Who deals with whom: an edge from each actor to each target, weighted by how often it is affirmed as actual, by quad class.
-- grain: actor_code, target_code
-- scope: dyad
-- reads: contested_claims, principal_names, stg_claims, stg_event_types
-- column: actor_code: principal of the actor
-- column: actor_name: name of that principal
-- column: target_code: principal of the target
-- column: target_name: name of that principal
-- column: n_claims: claims, however they are held
-- column: n_affirmed: claims affirmed by their source
-- column: n_denied: claims denied by their source
-- column: n_possible: claims about what may be
-- column: n_future: claims about what will be
-- column: n_affirmed_actual: claims affirmed as actual: the edge's whole weight, and all that the columns below count
-- column: n_verbal_cooperation: those of quad class 1, cooperation in words
-- column: n_material_cooperation: those of quad class 2, cooperation in deeds
-- column: n_verbal_conflict: those of quad class 3, conflict in words
-- column: n_material_conflict: those of quad class 4, conflict in deeds
-- column: score_sum: sum of their scores, each from -10, conflict, to 10, cooperation
-- column: score_mean: mean of their scores; null where none is affirmed as actual
-- column: n_sources: distinct holders of all claims; the unspecified do not count
-- column: n_documents: distinct documents of all claims, a copy counted with its original
-- column: n_contested: event types on which one holder affirms what another denies
-- column: first_on: earliest first day of an event's date, else of a saying
-- column: last_on: latest last day of an event's date, else of a saying
with
names as (select code, name from principal_names),
event_types as (select event_type, quad_class, score from stg_event_types),
contested as (select actor_code, target_code, count(*) as n_contested from contested_claims group by all),
claims as (
    select
        actor_code, target_code, event_type, polarity, modality, polarity = 'affirmed' and modality = 'actual' as is_weighed,
        holder_code, story_id, coalesce(event_from_on, said_on) as from_on, coalesce(event_to_on, said_on) as to_on
    from stg_claims
),
edges as (
    select
        actor_code, target_code, count(*) as n_claims,
        count(*) filter (where polarity = 'affirmed') as n_affirmed, count(*) filter (where polarity = 'denied') as n_denied,
        count(*) filter (where modality = 'possible') as n_possible, count(*) filter (where modality = 'future') as n_future,
        count(*) filter (where is_weighed) as n_affirmed_actual,
        count(*) filter (where is_weighed and quad_class = 1) as n_verbal_cooperation,
        count(*) filter (where is_weighed and quad_class = 2) as n_material_cooperation,
        count(*) filter (where is_weighed and quad_class = 3) as n_verbal_conflict,
        count(*) filter (where is_weighed and quad_class = 4) as n_material_conflict,
        coalesce(sum(score) filter (where is_weighed), 0) as score_sum,
        count(distinct holder_code) as n_sources, count(distinct story_id) as n_documents,
        min(from_on) as first_on, max(to_on) as last_on
    from claims
    left join event_types using (event_type)
    group by all
)
select
    actor_code, a.name as actor_name, target_code, t.name as target_name, e.n_claims, e.n_affirmed, e.n_denied, e.n_possible, e.n_future,
    e.n_affirmed_actual, e.n_verbal_cooperation, e.n_material_cooperation, e.n_verbal_conflict, e.n_material_conflict,
    e.score_sum, e.score_sum / nullif(e.n_affirmed_actual, 0) as score_mean, e.n_sources, e.n_documents,
    coalesce(c.n_contested, 0) as n_contested, e.first_on, e.last_on
from edges e
left join contested c using (actor_code, target_code)
left join names a on a.code = e.actor_code
left join names t on t.code = e.target_code
order by actor_code, target_code
