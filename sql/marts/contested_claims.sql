-- What one holder affirms and another denies: an actor, an event type and a target, with each side's holders, dates and sentences.
-- grain: actor_code, event_type, target_code
-- reads: principal_names, stg_claims, stg_documents
-- column: actor_code: principal of the actor
-- column: actor_name: name of that principal
-- column: event_type: root type of PLOVER
-- column: target_code: principal of the target
-- column: target_name: name of that principal
-- column: n_affirming: distinct holders who affirm it
-- column: n_denying: distinct holders who deny it
-- column: affirming_holders: their codes, sorted
-- column: denying_holders: their codes, sorted; who has said both stands on both sides
-- column: is_about_facts: whether both sides speak of what has happened, and not only of what may or will
-- column: first_affirmed_on: earliest dated saying of those who affirm
-- column: last_affirmed_on: latest dated saying of those who affirm
-- column: first_denied_on: earliest dated saying of those who deny
-- column: last_denied_on: latest dated saying of those who deny
-- column: n_documents: distinct documents in which either side stands
-- column: affirming_evidence: one struct a claim of those who affirm, oldest first: who said what, when, where, in the words of the text
-- column: denying_evidence: one struct a claim of those who deny, oldest first
with
names as (select code, name from principal_names),
claims as (
    select
        claim_id, document_id, char_start, char_end, holder_code, source_name, actor_code, event_type, target_code,
        polarity, modality, said_on
    from stg_claims
    where holder_code is not null
),
documents as (select document_id, source_path, text from stg_documents),
contested as (
    select actor_code, event_type, target_code
    from claims
    group by all
    having count(distinct polarity) = 2 and count(distinct holder_code) >= 2
),
sayings as (
    select
        c.actor_code, c.event_type, c.target_code, c.polarity, c.modality, c.holder_code, c.said_on, c.document_id, c.claim_id,
        {
            'claim_id': c.claim_id, 'holder_code': c.holder_code, 'source_name': c.source_name, 'said_on': c.said_on,
            'modality': c.modality, 'source_path': d.source_path,
            'evidence': substring(d.text, c.char_start + 1, c.char_end - c.char_start)
        } as saying
    from claims c
    semi join contested using (actor_code, event_type, target_code)
    join documents d using (document_id)
),
sides as (
    select
        actor_code, event_type, target_code,
        list(distinct holder_code order by holder_code) filter (where polarity = 'affirmed') as affirming_holders,
        list(distinct holder_code order by holder_code) filter (where polarity = 'denied') as denying_holders,
        count(distinct polarity) filter (where modality = 'actual') = 2
            and count(distinct holder_code) filter (where modality = 'actual') >= 2 as is_about_facts,
        min(said_on) filter (where polarity = 'affirmed') as first_affirmed_on,
        max(said_on) filter (where polarity = 'affirmed') as last_affirmed_on,
        min(said_on) filter (where polarity = 'denied') as first_denied_on,
        max(said_on) filter (where polarity = 'denied') as last_denied_on,
        count(distinct document_id) as n_documents,
        list(saying order by said_on nulls last, claim_id) filter (where polarity = 'affirmed') as affirming_evidence,
        list(saying order by said_on nulls last, claim_id) filter (where polarity = 'denied') as denying_evidence
    from sayings
    group by all
)
select
    s.actor_code, a.name as actor_name, s.event_type, s.target_code, t.name as target_name,
    len(s.affirming_holders) as n_affirming, len(s.denying_holders) as n_denying, s.affirming_holders, s.denying_holders,
    s.is_about_facts, s.first_affirmed_on, s.last_affirmed_on, s.first_denied_on, s.last_denied_on, s.n_documents,
    s.affirming_evidence, s.denying_evidence
from sides s
left join names a on a.code = s.actor_code
left join names t on t.code = s.target_code
order by actor_code, event_type, target_code
