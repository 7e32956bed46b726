-- A few claims of each side of the chosen propositions, first one of each holder: who says it where, and the text around it, from the
-- sentence before to the sentence after.
with
members as (select claim_id, proposition_id from proposition_claims where list_contains($propositions, proposition_id)),
claims as (
    select
        claim_id, document_id, sentence_id, char_start, char_end, attribution_id, source_kind, source_name, holder_code, via, cue_start,
        cue_end, polarity, modality, said_on, confidence,
        if(modality = 'possible', 'possible', polarity) as stand
    from stg_claims
),
documents as (select document_id, source_path, title, publisher, published_on, duplicate_of, text from stg_documents),
originals as (select document_id, duplicate_of is null as is_original from documents),
attributions as (select attribution_id, source_start, source_end from stg_attributions),
turns as (
    select
        m.proposition_id, c.stand, c.claim_id, c.document_id, c.holder_code, c.said_on,
        row_number() over (
            partition by m.proposition_id, c.stand, c.holder_code order by o.is_original desc, c.confidence desc, c.claim_id
        ) as turn
    from members m
    join claims c using (claim_id)
    join originals o using (document_id)
),
chosen as (
    select proposition_id, claim_id from turns
    qualify row_number() over (
        partition by proposition_id, stand order by turn, holder_code is null, said_on nulls last, claim_id
    ) <= $n_sayings
),
sentences as (
    select sentence_id, document_id, sentence_index, char_start, char_end, kind in ('body', 'quote_block') as is_text from stg_sentences
    where document_id in (select document_id from claims semi join chosen using (claim_id))
)
select
    h.proposition_id, c.claim_id, c.stand, c.polarity, c.modality, c.source_kind, c.source_name, c.holder_code,
    list_transform(c.via, lambda one: one.name) as via, c.said_on, d.title, d.publisher, d.published_on, d.source_path, c.char_start,
    c.char_end, c.cue_start, c.cue_end, a.source_start, a.source_end, s.char_start as sentence_start, s.char_end as sentence_end,
    coalesce(b.char_start, s.char_start) as text_start,
    substring(
        d.text, coalesce(b.char_start, s.char_start) + 1, coalesce(f.char_end, s.char_end) - coalesce(b.char_start, s.char_start)
    ) as text
from chosen h
join claims c using (claim_id)
join documents d on d.document_id = c.document_id
join sentences s on s.sentence_id = c.sentence_id
left join sentences b on b.document_id = s.document_id and b.sentence_index = s.sentence_index - 1 and b.is_text and s.is_text
left join sentences f on f.document_id = s.document_id and f.sentence_index = s.sentence_index + 1 and f.is_text and s.is_text
left join attributions a on a.attribution_id = c.attribution_id
order by h.proposition_id, c.stand, c.said_on nulls last, c.claim_id
