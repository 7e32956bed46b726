-- What to call each principal, publisher or document that a code stands for.
-- grain: code
-- reads: stg_claims, stg_principals
-- column: code: principal of an actor, a target or a holder
-- column: name: its name in the codebook; where it has none there, the name it is most often given as an actor or target, else as a source
with
principals as (select principal_code, name from stg_principals),
claims as (
    select holder_code, source_kind, source_name, actor_code, actor_name, target_code, target_name from stg_claims
),
named as (
    select actor_code as code, actor_name as name, 1 as place from claims
    union all
    select target_code as code, target_name as name, 1 as place from claims
    union all
    select holder_code as code, if(source_kind = 'author', holder_code, source_name) as name, 2 as place from claims
    where holder_code is not null
),
counts as (select code, name, place, count(*) as n_claims from named group by all),
called as (select code, first(name order by place, n_claims desc, name) as name from counts group by code)
select c.code, coalesce(p.name, c.name) as name
from called c
left join principals p on p.principal_code = c.code
order by code
