-- Codes of actors, targets and holders without a name.
-- checks: principal_names
-- severity: error
-- reads: principal_names, stg_claims
with
names as (select code, name from principal_names),
claims as (select actor_code, target_code, holder_code from stg_claims),
codes as (
    select actor_code as code from claims
    union
    select target_code as code from claims
    union
    select holder_code as code from claims where holder_code is not null
)
select c.code
from codes c
left join names n using (code)
where coalesce(n.name, '') = ''
order by c.code
