-- Corrections that give a code which neither the codebook nor any text knows.
-- checks: stg_corrections
-- severity: warn
-- reads: stg_corrections, stg_entities_as_read, stg_principals
with
corrections as (select row_number, action, key, value from stg_corrections),
given as (
    select row_number, key, if(action = 'code', value, substring(value, strpos(value, '=') + 1)) as code
    from corrections
    where action = 'code' or (action = 'amend' and split_part(value, '=', 1) in ('actor_code', 'target_code', 'source_code'))
),
known as (
    select principal_code as code from stg_principals
    union
    select actor_code as code from stg_entities_as_read
)
select row_number, key, code
from given
anti join known using (code)
order by row_number
