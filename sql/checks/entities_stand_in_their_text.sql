-- Mentions whose text is not what their document says at their offsets.
-- checks: stg_entities
-- severity: error
-- scope: batch
-- reads: stg_documents, stg_entities
with
documents as (select document_id, text from stg_documents),
entities as (select mention_id, document_id, char_start, char_end, text from stg_entities)
select e.mention_id, e.char_start, e.char_end, e.text
from entities e
left join documents d using (document_id)
where e.text is distinct from substring(d.text, e.char_start + 1, e.char_end - e.char_start)
order by e.mention_id
