-- Who is said to do what to whom, over all live claims, with the surest claim of each side.
-- grain: actor_code, event_type, target_code
-- reads: stg_claims, stg_documents, stg_sentences
-- column: actor_code: principal of the actor
-- column: event_type: root type of PLOVER
-- column: target_code: principal of the target
-- column: weight: claims
-- column: n_affirmed: claims affirmed by their source
-- column: n_denied: claims denied by their source
-- column: n_possible: claims held as possible
-- column: n_future: claims held as to come
-- column: n_holders: distinct holders
-- column: first_said_on: earliest dated saying
-- column: last_said_on: latest dated saying
-- column: claim_ids: ids of the claims, sorted, parted by blanks
-- column: affirming_sentence: sentence of the surest claim that affirms it
-- column: affirming_document: path of its document
-- column: denying_sentence: sentence of the surest claim that denies it
-- column: denying_document: path of its document
with
claims as (
    select claim_id, sentence_id, document_id, holder_code, actor_code, event_type, target_code, polarity, modality, said_on, confidence
    from stg_claims
),
edges as (
    select
        actor_code, event_type, target_code, count(*) as weight,
        count(*) filter (where polarity = 'affirmed') as n_affirmed,
        count(*) filter (where polarity = 'denied') as n_denied,
        count(*) filter (where modality = 'possible') as n_possible,
        count(*) filter (where modality = 'future') as n_future,
        count(distinct holder_code) as n_holders, min(said_on) as first_said_on, max(said_on) as last_said_on,
        string_agg(claim_id, ' ' order by claim_id) as claim_ids,
        first(claim_id order by confidence desc, claim_id) filter (where polarity = 'affirmed') as affirming_claim_id,
        first(claim_id order by confidence desc, claim_id) filter (where polarity = 'denied') as denying_claim_id
    from claims
    group by all
),
chosen as (
    select affirming_claim_id as claim_id from edges
    union all
    select denying_claim_id as claim_id from edges
),
evidence as (
    select c.claim_id, s.text as sentence, d.source_path
    from claims c
    semi join chosen using (claim_id)
    join stg_sentences s using (sentence_id)
    join stg_documents d on d.document_id = c.document_id
)
select
    e.actor_code, e.event_type, e.target_code, e.weight, e.n_affirmed, e.n_denied, e.n_possible, e.n_future, e.n_holders,
    e.first_said_on, e.last_said_on, e.claim_ids, affirming.sentence as affirming_sentence, affirming.source_path as affirming_document,
    denying.sentence as denying_sentence, denying.source_path as denying_document
from edges e
left join evidence affirming on affirming.claim_id = e.affirming_claim_id
left join evidence denying on denying.claim_id = e.denying_claim_id
order by e.actor_code, e.event_type, e.target_code
