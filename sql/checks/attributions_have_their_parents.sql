-- Attributions whose parent does not exist in their document, or that are their own.
-- checks: stg_attributions
-- severity: error
-- scope: batch
-- reads: stg_attributions
with
attributions as (select attribution_id, document_id, parent_attribution_id from stg_attributions),
parents as (select attribution_id as parent_attribution_id, document_id from attributions)
select a.attribution_id, a.parent_attribution_id
from attributions a
left join parents p using (parent_attribution_id, document_id)
where a.parent_attribution_id is not null
    and (p.parent_attribution_id is null or a.parent_attribution_id = a.attribution_id)
order by a.attribution_id
