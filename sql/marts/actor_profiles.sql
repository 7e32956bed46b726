-- What each principal does and has done to it, as the claims have it: as an actor, as a target, and as a voice of its own.
-- grain: code
-- reads: network_edges, principal_names, propositions, source_profiles
-- column: code: principal of an actor or a target
-- column: name: name of that principal
-- column: n_claims_as_actor: claims in which it is the actor, however they are held
-- column: n_claims_as_target: claims in which it is the target
-- column: n_claims_as_holder: claims that it holds
-- column: n_counterparts: distinct other principals that it does something to, or that do something to it
-- column: n_verbal_cooperation: its acts affirmed as actual, of quad class 1, cooperation in words
-- column: n_material_cooperation: those of quad class 2, cooperation in deeds
-- column: n_verbal_conflict: those of quad class 3, conflict in words
-- column: n_material_conflict: those of quad class 4, conflict in deeds
-- column: score_given: mean score of its acts affirmed as actual, from -10, conflict, to 10, cooperation; null where there are none
-- column: score_received: mean score of what is affirmed as actually done to it; null where there is nothing
-- column: n_acts: propositions about acts of its own
-- column: n_contested_acts: of these, propositions that one holder affirms and another denies
-- column: n_denied_acts: of these, propositions that are only denied
-- column: first_on: earliest day of what it does or what is done to it
-- column: last_on: latest day
with
names as (select code, name from principal_names),
edges as (
    select
        actor_code, target_code, n_claims, n_verbal_cooperation, n_material_cooperation, n_verbal_conflict, n_material_conflict,
        n_affirmed_actual, score_sum, first_on, last_on
    from network_edges
),
voices as (select holder_code as code, n_claims as n_claims_as_holder from source_profiles),
acts as (
    select
        actor_code as code, count(*) as n_acts, count(*) filter (where status = 'contested') as n_contested_acts,
        count(*) filter (where status = 'denied only') as n_denied_acts
    from propositions
    group by all
),
ends as (
    select
        actor_code as code, target_code as other, true as is_actor, n_claims, n_verbal_cooperation, n_material_cooperation,
        n_verbal_conflict, n_material_conflict, n_affirmed_actual, score_sum, first_on, last_on
    from edges
    union all
    select
        target_code as code, actor_code as other, false as is_actor, n_claims, n_verbal_cooperation, n_material_cooperation,
        n_verbal_conflict, n_material_conflict, n_affirmed_actual, score_sum, first_on, last_on
    from edges
),
profiles as (
    select
        code,
        coalesce(sum(n_claims) filter (where is_actor), 0)::bigint as n_claims_as_actor,
        coalesce(sum(n_claims) filter (where not is_actor), 0)::bigint as n_claims_as_target,
        count(distinct other) filter (where other <> code) as n_counterparts,
        coalesce(sum(n_verbal_cooperation) filter (where is_actor), 0)::bigint as n_verbal_cooperation,
        coalesce(sum(n_material_cooperation) filter (where is_actor), 0)::bigint as n_material_cooperation,
        coalesce(sum(n_verbal_conflict) filter (where is_actor), 0)::bigint as n_verbal_conflict,
        coalesce(sum(n_material_conflict) filter (where is_actor), 0)::bigint as n_material_conflict,
        sum(score_sum) filter (where is_actor) / nullif(sum(n_affirmed_actual) filter (where is_actor), 0) as score_given,
        sum(score_sum) filter (where not is_actor) / nullif(sum(n_affirmed_actual) filter (where not is_actor), 0) as score_received,
        min(first_on) as first_on, max(last_on) as last_on
    from ends
    group by all
)
select
    p.code, n.name, p.n_claims_as_actor, p.n_claims_as_target, coalesce(v.n_claims_as_holder, 0) as n_claims_as_holder, p.n_counterparts,
    p.n_verbal_cooperation, p.n_material_cooperation, p.n_verbal_conflict, p.n_material_conflict, p.score_given, p.score_received,
    coalesce(a.n_acts, 0) as n_acts, coalesce(a.n_contested_acts, 0) as n_contested_acts, coalesce(a.n_denied_acts, 0) as n_denied_acts,
    p.first_on, p.last_on
from profiles p
left join acts a using (code)
left join voices v using (code)
left join names n using (code)
order by code
