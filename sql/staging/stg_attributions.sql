-- Who says, believes or denies what, in the live documents.
-- grain: attribution_id
-- scope: batch
-- reads: attributions, stg_live_documents
-- contract: attributions
with
live as (select document_id, batch from stg_live_documents)
select
    attribution_id, document_id, sentence_id, kind, source_start, source_end, cue_start, cue_end, cue_id, content_start,
    content_end, source_mention_id, parent_attribution_id
from read_parquet(getvariable('warehouse') || '/attributions/*.parquet', filename = true) p
semi join live on live.document_id = p.document_id and live.batch = parse_filename(p.filename, true)
