-- The mentions in the live documents as they were read, before corrections.
-- grain: mention_id
-- scope: batch
-- reads: entities, stg_live_documents
-- contract: entities
with
live as (select document_id, batch from stg_live_documents)
select
    mention_id, document_id, sentence_id, char_start, char_end, head_start, text, entity_type, mention_kind, actor_id,
    actor_name, actor_code, resolved_by
from read_parquet(getvariable('warehouse') || '/entities/*.parquet', filename = true) p
semi join live on live.document_id = p.document_id and live.batch = parse_filename(p.filename, true)
