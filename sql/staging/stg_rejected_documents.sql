-- The live files that could not be read as documents, with the reason.
-- grain: source_path
-- reads: rejected_documents, stg_manifest
-- contract: rejected_documents
-- column: batch: key of the batch that holds the file's row
with
files as (select source_path, batch from stg_manifest)
select source_path, content_sha256, reason_code, reason, parse_filename(filename, true) as batch
from read_parquet(getvariable('warehouse') || '/rejected_documents/*.parquet', filename = true) p
semi join files on files.source_path = p.source_path and files.batch = parse_filename(p.filename, true)
