-- What is contested by the claims and not by the relations, or the other way round.
-- checks: contested_claims
-- severity: error
-- reads: contested_claims, stg_actor_relations
with
contested as (select actor_code, event_type, target_code from contested_claims),
relations as (select actor_code, event_type, target_code, is_contested from stg_actor_relations),
related as (
    select actor_code, event_type, target_code, bool_or(is_contested) as is_contested, bool_and(is_contested) as is_always_contested
    from relations
    group by all
),
compared as (
    select
        actor_code, event_type, target_code, c.actor_code is not null as is_in_mart,
        coalesce(r.is_contested, false) as is_contested, coalesce(r.is_always_contested, false) as is_always_contested
    from related r
    full join contested c using (actor_code, event_type, target_code)
)
select actor_code, event_type, target_code, is_in_mart, is_contested
from compared
where is_in_mart <> is_contested or is_contested <> is_always_contested
order by actor_code, event_type, target_code
