-- Copies whose original is not live, is itself a copy, or has other content.
-- checks: stg_documents
-- severity: error
-- reads: stg_documents
with
documents as (select document_id, content_sha256, duplicate_of from stg_documents),
originals as (select document_id as duplicate_of, content_sha256 from documents where duplicate_of is null)
select d.document_id, d.duplicate_of
from documents d
left join originals o using (duplicate_of)
where d.duplicate_of is not null and d.content_sha256 is distinct from o.content_sha256
order by d.document_id
