-- The live documents, with copies linked across batches.
-- grain: document_id
-- reads: documents, stg_copies, stg_manifest
-- contract: documents
-- column: duplicate_of: document_id of the document whose story it tells again, word for word or nearly; null for an original
-- column: batch: key of the batch that holds the document's rows
with
files as (select source_path, batch from stg_manifest),
copies as (select document_id, duplicate_of from stg_copies)
select
    document_id, source_path, content_sha256, format, title, author, publisher, published_on, language, c.duplicate_of, url, license,
    body_start, body_sha256, n_runs, signature, text, parse_filename(filename, true) as batch
from read_parquet(getvariable('warehouse') || '/documents/*.parquet', filename = true) p
semi join files on files.source_path = p.source_path and files.batch = parse_filename(p.filename, true)
left join copies c using (document_id)
