-- Claims whose attribution does not exist in their document, or that have one though the author makes them.
-- checks: stg_claims
-- severity: error
-- scope: batch
-- reads: stg_attributions, stg_claims
with
attributions as (select attribution_id, document_id from stg_attributions),
claims as (select claim_id, document_id, attribution_id, source_kind from stg_claims)
select c.claim_id, c.attribution_id, c.source_kind
from claims c
left join attributions a using (attribution_id, document_id)
where (c.attribution_id is not null and a.attribution_id is null)
    or (c.attribution_id is not null and c.source_kind = 'author')
order by c.claim_id
