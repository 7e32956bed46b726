-- The live documents, with copies linked across batches.
-- grain: document_id
-- reads: documents, stg_manifest
-- contract: documents
-- column: duplicate_of: document_id of the first live document with the same content, by published_on then source_path; null for the first
-- column: batch: key of the batch that holds the document's rows
with
files as (select source_path, batch from stg_manifest)
select
    document_id, source_path, content_sha256, format, title, author, publisher, published_on, language,
    nullif(
        first_value(document_id) over (partition by content_sha256 order by published_on nulls last, source_path),
        document_id
    ) as duplicate_of,
    url, license, body_start, text, parse_filename(filename, true) as batch
from read_parquet(getvariable('warehouse') || '/documents/*.parquet', filename = true) p
semi join files on files.source_path = p.source_path and files.batch = parse_filename(p.filename, true)
