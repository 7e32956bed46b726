-- Pairs whose edge is missing, has other counts than their relations, or has quad classes that do not add up.
-- checks: network_edges
-- severity: error
-- reads: network_edges, stg_actor_relations
with
edges as (
    select
        actor_code, target_code, n_claims, n_affirmed, n_denied, n_affirmed_actual,
        n_verbal_cooperation + n_material_cooperation + n_verbal_conflict + n_material_conflict as n_in_classes
    from network_edges
),
relations as (select actor_code, target_code, n_claims, n_affirmed, n_denied from stg_actor_relations),
related as (
    select actor_code, target_code, sum(n_claims) as n_claims, sum(n_affirmed) as n_affirmed, sum(n_denied) as n_denied
    from relations
    group by all
)
select actor_code, target_code, e.n_claims as n_in_edge, r.n_claims as n_in_relations, e.n_affirmed_actual, e.n_in_classes
from edges e
full join related r using (actor_code, target_code)
where (e.n_claims, e.n_affirmed, e.n_denied) is distinct from (r.n_claims, r.n_affirmed, r.n_denied)
    or e.n_in_classes <> e.n_affirmed_actual
order by actor_code, target_code
