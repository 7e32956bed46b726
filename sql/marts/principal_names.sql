-- What to call each principal, publisher or document that a code stands for.
-- grain: code
-- reads: stg_actor_relations, stg_claims
-- column: code: principal of an actor, a target or a holder
-- column: name: its name in the relations; where it has none there, the name it is most often given as an actor or target, else as a source
with
relations as (select actor_code, actor_name, target_code, target_name, n_claims from stg_actor_relations),
claims as (
    select holder_code, source_kind, source_name, actor_code, actor_name, target_code, target_name from stg_claims
),
named as (
    select actor_code as code, actor_name as name, 0 as place, n_claims from relations
    union all
    select target_code as code, target_name as name, 0 as place, n_claims from relations
    union all
    select actor_code as code, actor_name as name, 1 as place, 1 as n_claims from claims
    union all
    select target_code as code, target_name as name, 1 as place, 1 as n_claims from claims
    union all
    select holder_code as code, if(source_kind = 'author', holder_code, source_name) as name, 2 as place, 1 as n_claims from claims
    where holder_code is not null
),
counts as (select code, name, place, sum(n_claims) as n_claims from named group by all)
select code, first(name order by place, n_claims desc, name) as name
from counts
group by code
order by code
