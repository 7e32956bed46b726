-- The claims of the live documents as they were read, before corrections.
-- grain: claim_id
-- scope: batch
-- reads: claims, stg_live_documents
-- contract: claims
with
live as (select document_id, batch from stg_live_documents)
select
    claim_id, document_id, sentence_id, char_start, char_end, attribution_id, source_kind, source_id, source_name,
    source_code, holder_code, via, cue, cue_start, cue_end, actor_mention_id, actor_id, actor_name, actor_code, event_type,
    event_mode, predicate, trigger_start, trigger_end, target_mention_id, target_id, target_name, target_code, theme,
    theme_code, theme_start, theme_end, polarity, modality, event_date, event_from_on, event_to_on, event_granularity,
    said_on, said_on_basis, rule_id, confidence
from read_parquet(getvariable('warehouse') || '/claims/*.parquet', filename = true) p
semi join live on live.document_id = p.document_id and live.batch = parse_filename(p.filename, true)
