-- Claims said on a day after the publication of the document that reports them.
-- checks: stg_claims
-- severity: warn
-- scope: batch
-- reads: stg_claims, stg_documents
with
documents as (select document_id, published_on from stg_documents),
claims as (select claim_id, document_id, said_on from stg_claims)
select c.claim_id, c.said_on, d.published_on
from claims c
join documents d using (document_id)
where c.said_on > d.published_on
order by c.claim_id
