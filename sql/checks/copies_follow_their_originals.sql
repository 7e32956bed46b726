-- Copies whose original is gone, is itself a copy or was published later, and exact copies whose words differ.
-- checks: stg_copies
-- severity: error
-- reads: stg_copies, stg_documents
with
copies as (select document_id, duplicate_of, kind from stg_copies),
documents as (select document_id, published_on, body_sha256 from stg_documents)
select c.document_id, c.duplicate_of, c.kind
from copies c
left join documents d using (document_id)
left join documents o on o.document_id = c.duplicate_of
where d.document_id is null or o.document_id is null
    or c.duplicate_of in (select document_id from copies)
    or coalesce(o.published_on, 'infinity'::date) > coalesce(d.published_on, 'infinity'::date)
    or (c.kind = 'exact') <> (d.body_sha256 = o.body_sha256)
order by c.document_id
