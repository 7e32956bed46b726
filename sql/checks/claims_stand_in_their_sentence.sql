-- Claims whose evidence, trigger or theme does not lie in the sentence that they name.
-- checks: stg_claims
-- severity: error
-- scope: batch
-- reads: stg_claims, stg_sentences
with
sentences as (select sentence_id, document_id, char_start, char_end from stg_sentences),
claims as (
    select claim_id, sentence_id, document_id, char_start, char_end, trigger_start, trigger_end, theme_start, theme_end from stg_claims
)
select c.claim_id, c.sentence_id, c.char_start, c.char_end
from claims c
left join sentences s using (sentence_id, document_id)
where s.sentence_id is null
    or c.char_start >= c.char_end
    or c.char_start < s.char_start or c.char_end > s.char_end
    or c.trigger_start < s.char_start or c.trigger_end > s.char_end or c.trigger_start >= c.trigger_end
    or c.theme_start < s.char_start or c.theme_end > s.char_end
order by c.claim_id
