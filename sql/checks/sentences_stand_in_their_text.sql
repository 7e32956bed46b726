-- Sentences whose text is not what their document says at their offsets.
-- checks: stg_sentences
-- severity: error
-- scope: batch
-- reads: stg_documents, stg_sentences
with
documents as (select document_id, text from stg_documents),
sentences as (select sentence_id, document_id, char_start, char_end, text from stg_sentences)
select s.sentence_id, s.char_start, s.char_end, s.text
from sentences s
left join documents d using (document_id)
where s.text is distinct from substring(d.text, s.char_start + 1, s.char_end - s.char_start)
order by s.sentence_id
