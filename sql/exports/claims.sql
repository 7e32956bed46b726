-- The live claims, each with its sentence, the words that carry it, and what is known of its document.
-- grain: claim_id
-- reads: proposition_claims, stg_claims, stg_documents, stg_entities, stg_sentences
-- column: claim_id: 16 hex digits made from the evidence and the claim
-- column: proposition_id: what it is about, together with other claims: a row of propositions
-- column: document_id: the document it stands in
-- column: source_path: path of the document, relative to the documents folder
-- column: title: title of the document
-- column: author: author of the document, as written
-- column: publisher: publisher of the document, as written
-- column: published_on: date of the document's publication
-- column: url: address of the document
-- column: license: licence of the document
-- column: language: language of the document, ISO 639-1
-- column: duplicate_of: document_id of the original where the document is a copy
-- column: first_document_id: the earliest document in which the same holder says the same of that proposition
-- column: sentence_index: place of the sentence in the document, from 0
-- column: sentence_start: where the sentence begins in the document's text
-- column: sentence_end: where it ends, exclusive
-- column: sentence: the sentence that the claim rests on, as written
-- column: evidence: its words that make the claim
-- column: trigger: its words that carry the event
-- column: source_kind: author · named · described · unspecified
-- column: source_id: actor_id of the source
-- column: source_name: name of the source, or its description
-- column: source_code: principal of the source; AUTHOR for the document's own voice, UNSPECIFIED for nobody's
-- column: holder_code: who counts as holder: for the author the publisher, else DOC:<document_id>
-- column: source_type: entity_type of the source; null for one that is no known actor
-- column: via: those through whom the source is reported, outermost first
-- column: cue: the cue as written
-- column: actor_id: who did it
-- column: actor_name: canonical name
-- column: actor_code: principal of the actor
-- column: actor_text: the actor as written
-- column: actor_type: entity_type of the actor
-- column: event_type: root type of PLOVER
-- column: event_mode: mode of PLOVER, where the words decide it
-- column: target_id: to, with or for whom
-- column: target_name: canonical name
-- column: target_code: principal of the target
-- column: target_text: the target as written
-- column: target_type: entity_type of the target
-- column: theme: the thing given, asked for or banned, as written
-- column: theme_code: the theme of the codebook
-- column: polarity: affirmed or denied, by the source
-- column: modality: actual · possible · future, to the source
-- column: event_date: the event's date as YYYY, YYYY-MM or YYYY-MM-DD
-- column: event_from_on: first day of the event's date
-- column: event_to_on: last day of the event's date
-- column: said_on: when the source said it
-- column: said_on_basis: stated · published · unknown
-- column: rule_id: ids of the frame, cue and operators that made it, joined by +
-- column: confidence: in [0, 1]
with
actors as (select actor_id, min(entity_type) as entity_type from stg_entities where actor_id is not null group by all),
documents as (select document_id, source_path, title, author, publisher, published_on, url, license, language, duplicate_of from stg_documents),
members as (select claim_id, proposition_id from proposition_claims),
sentences as (select sentence_id, sentence_index, char_start as sentence_start, char_end as sentence_end, text from stg_sentences)
select
    c.claim_id, m.proposition_id, c.document_id, d.source_path, d.title, d.author, d.publisher, d.published_on, d.url, d.license,
    d.language, d.duplicate_of, first_value(c.document_id) over (
        partition by m.proposition_id, coalesce(c.holder_code, c.claim_id), c.polarity, c.modality
        order by d.published_on nulls last, d.source_path, c.document_id
    ) as first_document_id,
    s.sentence_index, s.sentence_start, s.sentence_end, s.text as sentence,
    substring(s.text, c.char_start - s.sentence_start + 1, c.char_end - c.char_start) as evidence,
    substring(s.text, c.trigger_start - s.sentence_start + 1, c.trigger_end - c.trigger_start) as trigger,
    c.source_kind, c.source_id, c.source_name, c.source_code, c.holder_code, speakers.entity_type as source_type, c.via, c.cue,
    c.actor_id, c.actor_name, c.actor_code, actor.text as actor_text, actor.entity_type as actor_type, c.event_type, c.event_mode,
    c.target_id, c.target_name, c.target_code, target.text as target_text, target.entity_type as target_type, c.theme, c.theme_code,
    c.polarity, c.modality, c.event_date, c.event_from_on, c.event_to_on, c.said_on, c.said_on_basis, c.rule_id, c.confidence
from stg_claims c
join members m on m.claim_id = c.claim_id
join documents d using (document_id)
join sentences s using (sentence_id)
left join actors speakers on speakers.actor_id = c.source_id
left join stg_entities actor on actor.mention_id = c.actor_mention_id
left join stg_entities target on target.mention_id = c.target_mention_id
order by c.claim_id
