-- The documents that are live, each with the batch that holds its rows: what the other views select by.
-- grain: document_id
-- reads: documents, stg_manifest
-- column: document_id: 16 hex digits made from the path and the content
-- column: batch: key of the batch that holds the document's rows
with
files as (select source_path, batch from stg_manifest)
select document_id, parse_filename(filename, true) as batch
from read_parquet(getvariable('warehouse') || '/documents/*.parquet', filename = true) p
semi join files on files.source_path = p.source_path and files.batch = parse_filename(p.filename, true)
