-- Those who are actor or target of a live claim.
-- grain: actor_id
-- reads: stg_claims, stg_entities
-- column: actor_id: the actor
-- column: actor_name: canonical name; the first by letters where there are several
-- column: actor_code: principal of the actor
-- column: entity_type: state · organisation · person · population · role · place · weapon · other
with
claims as (
    select actor_id, actor_name, actor_code from stg_claims
    union all
    select target_id as actor_id, target_name as actor_name, target_code as actor_code from stg_claims
),
kinds as (select actor_id, min(entity_type) as entity_type from stg_entities where actor_id is not null group by all)
select actor_id, min(actor_name) as actor_name, min(actor_code) as actor_code, any_value(entity_type) as entity_type
from claims
left join kinds using (actor_id)
group by actor_id
order by actor_id
