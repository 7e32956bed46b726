-- Which proposition each claim is about: claims of one actor, event type, target and theme group whose events lie near in time.
-- grain: claim_id
-- scope: dyad
-- reads: stg_claims, stg_theme_groups
-- column: claim_id: the claim
-- column: proposition_id: 12 hex digits made from the proposition's key and the first of its claim ids
-- column: actor_code: principal of the actor
-- column: target_code: principal of the target
with
claims as (
    select claim_id, actor_code, event_type, target_code, theme_code, event_from_on, event_to_on from stg_claims
),
themes as (select theme_code, theme_group from stg_theme_groups),
keyed as (
    select
        c.claim_id, c.actor_code, c.target_code, concat_ws(chr(31), c.actor_code, c.event_type, c.target_code, coalesce(t.theme_group, '')) as key,
        c.event_from_on - 90 as near_from_on, c.event_to_on + 90 as near_to_on
    from claims c
    left join themes t using (theme_code)
),
begun as (
    select
        claim_id, actor_code, target_code, key, near_from_on, near_to_on,
        coalesce(near_from_on > max(near_to_on) over (
            partition by key order by near_from_on, near_to_on, claim_id rows between unbounded preceding and 1 preceding
        ), false) as is_first
    from keyed
    where near_from_on is not null
),
placed as (
    select
        claim_id, actor_code, target_code, key, count(*) filter (where is_first) over (partition by key order by near_from_on, near_to_on, claim_id) as place
    from begun
    union all
    select claim_id, actor_code, target_code, key, -1 as place from keyed where near_from_on is null
),
named as (
    select key, place, left(md5(concat_ws(chr(31), key, min(claim_id))), 12) as proposition_id
    from placed
    group by key, place
)
select p.claim_id, n.proposition_id, p.actor_code, p.target_code
from placed p
join named n using (key, place)
order by claim_id
