-- The relations between pairs of actors, by month.
-- grain: actor_code, event_type, target_code, month
-- reads: stg_actor_relations
-- column: actor_code: principal of the actor
-- column: actor_name: name of the principal, or the most frequent name
-- column: event_type: root type of PLOVER
-- column: target_code: principal of the target
-- column: target_name: name of the principal, or the most frequent name
-- column: month: first day of the event's month, else of the saying's
-- column: n_claims: claims
-- column: n_affirmed: claims affirmed by their source
-- column: n_denied: claims denied by their source
-- column: n_actual: claims held as happened or happening
-- column: n_possible: claims held as possible
-- column: n_future: claims held as to come
-- column: n_sources: distinct holders; the unspecified do not count
-- column: n_documents: distinct documents, a copy counted with its original
-- column: first_on: first day of the earliest event date, else of the earliest saying
-- column: last_on: last day of the latest event date, else of the latest saying
-- column: is_contested: whether one holder affirms and another denies it, in any month
select
    actor_code, actor_name, event_type, target_code, target_name, month, n_claims, n_affirmed, n_denied, n_actual, n_possible, n_future,
    n_sources, n_documents, first_on, last_on, is_contested
from stg_actor_relations
order by actor_code, event_type, target_code, month
