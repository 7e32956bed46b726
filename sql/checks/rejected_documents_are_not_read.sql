-- Files that count both as read and as rejected.
-- checks: stg_rejected_documents
-- severity: error
-- reads: stg_documents, stg_rejected_documents
with
documents as (select source_path, document_id from stg_documents),
rejected as (select source_path, reason_code from stg_rejected_documents)
select r.source_path, d.document_id, r.reason_code
from rejected r
join documents d using (source_path)
order by r.source_path
