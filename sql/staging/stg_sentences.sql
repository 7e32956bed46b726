-- The sentences of the live documents.
-- grain: sentence_id
-- scope: batch
-- reads: sentences, stg_live_documents
-- contract: sentences
with
live as (select document_id, batch from stg_live_documents)
select
    sentence_id, document_id, sentence_index, char_start, char_end, text, kind, paragraph_index, tokens
from read_parquet(getvariable('warehouse') || '/sentences/*.parquet', filename = true) p
semi join live on live.document_id = p.document_id and live.batch = parse_filename(p.filename, true)
