-- Corrections of what is not, or no longer, there.
-- checks: corrections_applied
-- severity: warn
-- reads: corrections_applied
with
applied as (select row_number, action, key, value, reason, status from corrections_applied)
select row_number, action, key, value, reason
from applied
where status = 'unmatched'
order by row_number
