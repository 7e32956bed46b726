-- Copies whose original is not live or is itself a copy.
-- checks: stg_documents
-- severity: error
-- reads: stg_documents
with
documents as (select document_id, duplicate_of from stg_documents),
originals as (select document_id as duplicate_of from documents where duplicate_of is null)
select document_id, duplicate_of
from documents
anti join originals using (duplicate_of)
where duplicate_of is not null
order by document_id
